/**
 * Tables of nixpkgs that are not here: thousands of people that change daily (`lib.maintainers`, `lib.teams`; a
 * checkout of `lib` alone has not got them either), and descriptions of platforms for cross compilation. Configurations
 * name entries of them (`meta.maintainers = [ lib.maintainers.jane ]`) and hardly ever look inside, so an entry is a
 * value that only system Nix knows, as those of `pkgs` are.
 */
import { AttrSet, NixError, SymbolicValue, force, lazy } from '../nix';
import type { Slot, Value } from '../nix';

const people: readonly string[] = ['maintainers', 'teams'];
const platformTables: readonly string[] = ['architectures', 'examples', 'inspect', 'platforms'];

/** `lib.<name>` where it is such a table; undefined for every other name. Never fails. */
export function absentTable(name: string): Slot | undefined {
  return people.includes(name) ? new SymbolicValue(`lib.${name}`) : undefined;
}

/**
 * `lib.systems` with the tables that the given set, what is written of it here, does not have. Other names are unknown
 * to it, as in nixpkgs. Never fails.
 */
export function withPlatformTables(systems: AttrSet): AttrSet {
  const entries = systems.toMap();
  for (const name of platformTables) entries.set(name, new SymbolicValue(`lib.systems.${name}`));
  return new AttrSet(entries);
}

/**
 * The `lib` of a checkout, with what stands in for the tables of people where their files are missing: a checkout of
 * `lib` alone. Fails only as the table itself does, with NixError when it is read and there but broken.
 */
export function withAbsentTables(lib: AttrSet): AttrSet {
  const entries = lib.toMap();
  for (const name of people) {
    const own = lib.get(name);
    if (own !== undefined)
      entries.set(
        name,
        lazy(() => presentOr(own, absentTable(name) ?? null)),
      );
  }
  return new AttrSet(entries, () => lib.positions);
}

function presentOr(own: Slot, standIn: Slot): Value {
  try {
    return force(own);
  } catch (error) {
    if (error instanceof NixError && error.kind === 'io') return force(standIn);
    throw error;
  }
}
