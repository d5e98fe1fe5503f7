/** The queries whose shapes other tools know: those of the conformance cases' `expected/*.json`. */
import { AttrSet, force, forceAttrs, forceList, lazy, toJsonValue, isList } from '../../nix';
import type { Slot, Value } from '../../nix';
import type { ExactJson } from '../../schema/exact-json';
import { fromNixJson, objectOf } from '../../schema/exact-json';
import { publicManifest } from '../core/manifest';
import { memberSettings } from '../core/role-settings';
import { knownJson } from '../guarded';
import { at, mapAttrs, slotAt, slotIfAny, sortedEntries } from '../nix-values';

/** `clan` of the flake, and what is asked of it. */
export class ConformanceQueries {
  constructor(private readonly clan: Slot) {}

  /** The services of the clan by id. */
  get services(): Slot {
    return slotAt(this.clan, '_services', 'allServices');
  }

  inventory(): ExactJson {
    return knownJson(
      unwrapped(slotAt(this.clan, 'clanInternals', 'inventoryClass', 'inventorySerialization')),
    );
  }

  introspection(): ExactJson {
    return json(slotAt(this.clan, 'clanInternals', 'inventoryClass', 'introspection'));
  }

  checks(): ExactJson {
    return json(slotAt(this.clan, 'clanInternals', 'cliChecks'));
  }

  manifests(): ExactJson {
    return json(mapAttrs(this.services, (_id, service) => publicManifest(slotAt(service, 'manifest'))));
  }

  schemas(): ExactJson {
    return json(mapAttrs(this.services, (_id, service) => at(service, 'result', 'api', 'schema')));
  }

  /** Instance, role, machine. Members of a role mostly have the very same values, which are written once. */
  settings(): ExactJson {
    const written = new Map<Value, ExactJson>();
    const instances = sortedEntries(this.services).flatMap(([, service]) => [
      ...forceAttrs(slotAt(service, 'instances')).entries,
    ]);
    // By name, not by service: of several mistakes the first one is reported.
    return objectOf(
      sortedEntries(new AttrSet(new Map(instances))).map(([name, instance]): [string, ExactJson] => [
        name,
        objectOf(
          sortedEntries(slotAt(instance, 'roles')).map(([role, value]): [string, ExactJson] => [
            role,
            objectOf(
              sortedEntries(slotAt(value, 'machines')).map(([machine, member]): [string, ExactJson] => [
                machine,
                jsonOnce(force(memberSettings(member)), written),
              ]),
            ),
          ]),
        ),
      ]),
    );
  }

  outputs(): ExactJson {
    const kinds = ['nixosConfigurations', 'darwinConfigurations', 'nixosModules', 'darwinModules'];
    return objectOf(
      kinds.map((kind): [string, ExactJson] => [kind, [...forceAttrs(slotAt(this.clan, kind)).names()]]),
    );
  }

  exports(): Slot {
    return slotIfAny(this.clan, 'exports') ?? AttrSet.empty;
  }
}

function jsonOnce(value: Value, written: Map<Value, ExactJson>): ExactJson {
  const known = written.get(value);
  if (known !== undefined) return known;
  const made = knownJson(value);
  written.set(value, made);
  return made;
}

function json(slot: Slot): ExactJson {
  return fromNixJson(toJsonValue(slot));
}

/**
 * Settings without the wrapper that names their file: `{ imports = [ { _file, imports = [ SETTINGS ] } ] }`. Other
 * tools take the wrapper off wherever it stands, so this does too.
 */
function unwrapped(slot: Slot): Slot {
  return lazy(() => {
    const value = force(slot);
    if (!(value instanceof AttrSet)) return value;
    const settings = wrappedSettings(value);
    return settings === undefined
      ? mapAttrs(value, (_name, member): Value => force(unwrapped(member)))
      : force(settings);
  });
}

/** What is inside the wrapper, when a set is one. */
export function wrappedSettings(set: AttrSet): Slot | undefined {
  if (set.size !== 1 || !set.has('imports')) return undefined;
  const inner = onlyElement(set);
  if (!(inner instanceof AttrSet) || inner.size !== 2 || !inner.has('_file') || !inner.has('imports'))
    return undefined;
  const list = force(inner.get('imports') ?? null);
  return isList(list) && list.length === 1 ? list[0] : undefined;
}

function onlyElement(set: AttrSet): Value | undefined {
  const list = force(set.get('imports') ?? null);
  if (!isList(list) || list.length !== 1) return undefined;
  return force(forceList(list)[0] ?? null);
}
