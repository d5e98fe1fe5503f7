/** Finding the module behind an instance, and the machines behind tags. */
import { SymbolicValue, force, forceAttrs, forceString } from '../../nix';
import type { Slot, AttrSet } from '../../nix';
import { attempt } from '../guarded';
import { MissingInputError, requireInput } from '../missing-input';
import { nixThrow, slotIfAny, stringList } from '../nix-values';

/** What an instance says about its module. */
export interface ModuleSpec {
  readonly input: string | null;
  readonly name: string;
}

/** Reads `instances.<i>.module`. */
export function readModuleSpec(module: Slot): ModuleSpec {
  const set = forceAttrs(module);
  const input = force(set.get('input') ?? null);
  return { input: input === null ? null : forceString(input), name: forceString(set.get('name') ?? null) };
}

/** The group that instances of one module of one input form. */
export function serviceId(spec: ModuleSpec): string {
  return `${spec.input ?? '<clan-core>'}-${spec.name}`;
}

/** The service module that an instance names. Throws with what can be chosen instead. */
export function resolveModule(spec: ModuleSpec, flakeInputs: Slot, coreModules: Slot): Slot {
  const modules = moduleSet(spec, flakeInputs, coreModules);
  const found = modules.get(spec.name);
  if (found !== undefined) {
    requireInput(force(found));
    return found;
  }
  const problem =
    spec.input === null
      ? `clan-core doesn't provide clan-module with name '${spec.name}'.`
      : `flake input '${spec.input}' doesn't provide clan-module with name '${spec.name}'.`;
  const message =
    `${problem}\n\nLeave \`module.input\` out to use a module of <clan-core>.\n` +
    'Set `module.input = "self"` for a module of your own flake, or to the name of the flake input that has it.\n';
  // Clan's own services come with a checkout of clan-core only.
  if (modules.names().length === 0 && isCore(spec, flakeInputs))
    throw new MissingInputError(spec.input ?? 'clan-core', message);
  return nixThrow(message);
}

/** The input whose checkout would bring the service module; undefined where it is here, or fails for another reason. */
export function inputOfMissing(spec: ModuleSpec, flakeInputs: Slot, coreModules: Slot): string | undefined {
  let input: string | undefined;
  attempt(
    () => resolveModule(spec, flakeInputs, coreModules),
    (error) => {
      if (error instanceof MissingInputError) input = error.input;
    },
  );
  return input;
}

/** Whether the module is one of Clan's own; the input may have any name. */
function isCore({ input }: ModuleSpec, flakeInputs: Slot): boolean {
  return input === null || slotIfAny(flakeInputs, input, 'clanLib') !== undefined;
}

function moduleSet(spec: ModuleSpec, flakeInputs: Slot, coreModules: Slot): AttrSet {
  if (spec.input === null) return forceAttrs(coreModules);
  const inputs = forceAttrs(flakeInputs);
  const input = inputs.get(spec.input);
  if (input === undefined) {
    const names = inputs.names().map((name) => `- ${name}\n`);
    return nixThrow(
      `Flake doesn't provide input with name '${spec.input}'\n\nChoose one of the following inputs:\n${names.join('')}\n` +
        `Leave out \`module.input = "${spec.input}"\` to use a module of '<clan-core>'.\n`,
    );
  }
  requireInput(force(input));
  const modules = slotIfAny(input, 'clan', 'modules');
  if (modules !== undefined && !(force(modules) instanceof SymbolicValue)) return forceAttrs(modules);
  return nixThrow(
    `flake input '${spec.input}' doesn't export any clan services via the \`clan.modules\` output attribute`,
  );
}

/** The members of a role: named machines, then those of each tag by name; duplicates and unknown names included. */
export function resolveTags(machines: Slot, named: readonly string[], tags: readonly string[]): string[] {
  const known = forceAttrs(machines);
  const members = [...named];
  for (const tag of tags) {
    for (const name of known.names()) {
      const machineTags = slotIfAny(known.get(name) ?? null, 'tags');
      if (machineTags !== undefined && stringList(machineTags).includes(tag)) members.push(name);
    }
  }
  return members;
}
