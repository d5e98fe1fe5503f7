/**
 * Where every option of the inventory is defined and with which priority (clan-semantics 4.1). It tells what may be
 * written to `inventory.json`: each option as `__this`, beside it its children.
 */
import { AttrSet, NixError, callFunction, force, forceAttrs, forceList, forceString, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import { mapAttrs, merged, nixThrow, record, slotAt, slotIfAny, without } from '../nix-values';

/** The introspection of a tree of options. */
export function introspect(lib: AttrSet, options: AttrSet): AttrSet {
  return mapAttrs(without(options, '_module', '_freeformOptions'), (_name, slot) =>
    describe(lib, forceAttrs(slot)),
  );
}

function describe(lib: AttrSet, option: AttrSet): Value {
  if (option.get('type') === undefined || !isOption(option)) return introspect(lib, option);
  const type = forceAttrs(slotAt(option, 'type'));
  const info = record({ __this: lazy(() => optionFacts(option, type)) });
  const children = optionChildren(lib, option, type);
  return children === undefined ? info : merged(info, children);
}

function isOption(set: AttrSet): boolean {
  const tag = set.get('_type');
  return tag !== undefined && force(tag) === 'option';
}

function optionChildren(lib: AttrSet, option: AttrSet, type: AttrSet): AttrSet | undefined {
  switch (nameOf(type)) {
    case 'submodule':
      return introspect(lib, forceAttrs(slotAt(option, 'valueMeta', 'configuration', 'options')));
    case 'attrsOf':
    case 'lazyAttrsOf':
      return introspectElements(
        lib,
        type,
        forceList(slotAt(option, 'definitionsWithLocations')),
        slotAt(option, 'valueMeta', 'attrs'),
      );
    case 'listOf':
      return record({
        __list: lazy(() =>
          forceList(slotAt(option, 'valueMeta', 'list')).map((meta) =>
            lazy(() => describeMeta(lib, meta, [])),
          ),
        ),
      });
    default:
      return undefined;
  }
}

function optionFacts(option: AttrSet, type: AttrSet): AttrSet {
  return record({
    prio: slotIfAny(option, 'highestPrio') ?? null,
    files: slotIfAny(option, 'files') ?? [],
    ...typeFacts(type),
  });
}

interface TypeFacts {
  readonly headType: Slot;
  readonly nullable: boolean;
  readonly total: boolean;
}

function typeFacts(type: AttrSet): TypeFacts & Record<string, Slot> {
  const name = nameOf(type);
  return {
    // Clan asks the types inside `nullOr` for a name that they do not have at that place; the answer is always null.
    headType: name === 'nullOr' ? null : name,
    nullable: name === 'nullOr',
    total: name === 'submodule',
  };
}

function nameOf(type: AttrSet): string | null {
  const name = type.get('name');
  return name === undefined ? null : forceString(name);
}

interface PlacedDefinition {
  readonly file: Slot;
  readonly value: Slot;
}

/** The elements of an `attrsOf`: each with the priority and files of its own definitions. */
function introspectElements(lib: AttrSet, type: AttrSet, definitions: readonly Slot[], metas: Slot): AttrSet {
  const byName = definitionsByName(definitions);
  const elementType = forceAttrs(slotAt(type, 'nestedTypes', 'elemType'));
  return mapAttrs(metas, (name, meta) => {
    const own = byName.get(name);
    if (own === undefined) throw new NixError('missing-attribute', `attribute '${name}' missing`);
    const slots = own.map((definition) => record({ file: definition.file, value: definition.value }));
    const info = record({ __this: lazy(() => elementFacts(lib, name, elementType, slots)) });
    return merged(info, forceAttrs(describeMeta(lib, meta, slots)));
  });
}

function definitionsByName(definitions: readonly Slot[]): ReadonlyMap<string, readonly PlacedDefinition[]> {
  const byName = new Map<string, PlacedDefinition[]>();
  for (const definition of definitions) {
    const file = slotAt(definition, 'file');
    for (const [name, value] of forceAttrs(slotAt(definition, 'value')).entries) {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [{ file, value }]);
      else list.push({ file, value });
    }
  }
  return byName;
}

function elementFacts(lib: AttrSet, name: string, type: AttrSet, definitions: readonly AttrSet[]): AttrSet {
  const mergedElement = callFunction(slotAt(lib, 'modules', 'mergeDefinitions'), [name], type, definitions);
  const final = slotAt(mergedElement, "defsFinal'");
  return record({
    prio: lazy(() => force(slotAt(final, 'highestPrio'))),
    files: lazy(() => forceList(slotAt(final, 'values')).map((definition) => slotAt(definition, 'file'))),
    ...typeFacts(type),
  });
}

function describeMeta(lib: AttrSet, meta: Slot, definitions: readonly Slot[]): Value {
  const slot = slotIfAny(meta, '_internal', 'type');
  if (slot === undefined) return AttrSet.empty;
  const type = forceAttrs(slot);
  const name = nameOf(type);
  if (name === 'submodule') return introspect(lib, forceAttrs(slotAt(meta, 'configuration', 'options')));
  if (name === 'attrsOf' || name === 'lazyAttrsOf') {
    return introspectElements(lib, type, definitions, slotAt(meta, 'attrs'));
  }
  if (name === 'either') return AttrSet.empty;
  return nixThrow(`Yet Unsupported type: ${name ?? ''}`);
}
