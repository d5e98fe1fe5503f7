/** `types.attrListOf`: an ordered list of named values, which may also be written as a set. */
import {
  AttrSet,
  NixError,
  PrimOp,
  callFunction,
  force,
  forceBool,
  forceInt,
  isList,
  lazy,
  typeName,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { fail } from '../context';
import { RawDefinition } from '../definition';
import type { Definition } from '../definition';
import { attribute } from '../discharge';
import { MergedDefinitions } from '../merge-definitions';
import { makeNativeType } from '../option-type';
import type { Loc, Merged } from '../option-type';
import { defaultOrderPriority, defaultOverridePriority, mkOrder, mkOverride, tagOf } from '../properties';
import { showDefs, showOption } from '../show';
import { lazyType } from './union-types';
import { describeInside, headErrorOf } from '../type-helpers';

/** What `lib.types.attrListWith` takes. */
export interface AttrListFields {
  readonly elementType: Slot;
  /** Whether the value is a set rather than a list of sets with one attribute. */
  readonly asAttrs: boolean;
  /** Joins the values of one name in the set: `name: values: …`; absent: the list of values. */
  readonly mergeAttrValues: Slot | undefined;
}

interface Item {
  readonly key: string;
  readonly file: string;
  readonly value: Slot;
  readonly order: bigint;
  readonly priority: bigint;
}

const isListOrSet = (slot: Slot): boolean => {
  const value = force(slot);
  return isList(value) || value instanceof AttrSet;
};

/** `lib.types.attrListWith` on its Nix argument. An element that is no set with a single attribute throws NixError. */
export function attrListWith(fields: AttrSet): AttrSet {
  const asAttrs = fields.get('asAttrs');
  return attrListType({
    elementType: attribute(fields, 'elemType'),
    asAttrs: asAttrs !== undefined && forceBool(asAttrs),
    mergeAttrValues: fields.get('mergeAttrValues'),
  });
}

/** The type itself. */
function attrListType(fields: AttrListFields): AttrSet {
  const element = lazyType(fields.elementType);
  const describe = (): string => `attribute list of ${describeInside(['noun', 'composite'], element())}`;
  return makeNativeType({
    name: 'attrListOf',
    description: describe,
    descriptionClass: 'composite',
    check: isListOrSet,
    mergeV2: (loc, definitions) => mergeAttrList(fields, describe, loc, definitions),
    emptyValue: fields.asAttrs ? AttrSet.empty : [],
    getSubOptions: (prefix) => element().getSubOptions([...prefix, '*']),
    subModules: () => element().subModules,
    substSubModules: (modules) =>
      attrListType({ ...fields, elementType: element().substSubModules(modules) }),
    typeMerge: () => null,
    nestedTypes: AttrSet.of({ elemType: fields.elementType }),
  });
}

interface Evaluated {
  readonly item: Item;
  readonly merged: MergedDefinitions;
}

function mergeAttrList(
  fields: AttrListFields,
  describe: () => string,
  loc: Loc,
  definitions: readonly Definition[],
): Merged {
  let known: Evaluated[] | undefined;
  const evaluated = (): Evaluated[] => (known ??= evaluateItems(fields, describe, loc, definitions));
  const list = lazy(() => evaluated().map(({ item, merged }) => AttrSet.of({ [item.key]: merged.value })));
  return {
    headError: () => headErrorOf(isListOrSet, definitions),
    value: fields.asAttrs ? lazy(() => asSet(fields, evaluated())) : list,
    valueMeta: AttrSet.of({
      attrList: lazy(() => evaluated().map(({ merged }) => lazy(() => force(merged.valueMeta)))),
      attrListValue: list,
      definitions: lazy(() => evaluated().map(itemDefinition)),
    }),
  };
}

function evaluateItems(
  { elementType }: AttrListFields,
  describe: () => string,
  loc: Loc,
  definitions: readonly Definition[],
): Evaluated[] {
  const items = definitions.flatMap((definition) => itemsOf(describe, loc, definition));
  const best = new Map<string, bigint>();
  for (const { key, priority } of items) {
    const before = best.get(key) ?? defaultOverridePriority;
    if (priority < before) best.set(key, priority);
  }
  return items
    .filter(({ key, priority }) => priority === (best.get(key) ?? defaultOverridePriority))
    .sort((left, right) => (left.order < right.order ? -1 : left.order > right.order ? 1 : 0))
    .map((item) => ({
      item,
      merged: new MergedDefinitions([...loc, item.key], elementType, [
        new RawDefinition(item.file, item.value),
      ]),
    }))
    .filter(({ merged }) => merged.isDefined);
}

function itemsOf(describe: () => string, loc: Loc, definition: Definition): Item[] {
  const value = force(definition.value);
  if (isList(value)) return value.map((raw) => listItem(describe, loc, definition.file, raw));
  if (!(value instanceof AttrSet)) throw new NixError('type', `expected a set but found ${typeName(value)}`);
  return value.names().map((key) => ({ key, file: definition.file, ...peel(attribute(value, key)) }));
}

function listItem(describe: () => string, loc: Loc, file: string, raw: Slot): Item {
  const rawValue = force(raw);
  const order = rawValue instanceof AttrSet && tagOf(rawValue) === 'order' ? rawValue : undefined;
  const item = order === undefined ? rawValue : force(attribute(order, 'content'));
  const names = item instanceof AttrSet ? item.names() : [];
  const key = names[0];
  if (!(item instanceof AttrSet) || names.length !== 1 || key === undefined) {
    const what =
      item instanceof AttrSet
        ? `must be a single-key attribute set, but got ${names.length} keys`
        : `must be an attribute set, but got ${typeName(item)}`;
    fail(
      `A definition for option \`${showOption(loc)}' is not of type \`${describe()}'. Each list element ${what}.${showDefs([{ file, value: raw }])}`,
    );
  }
  const peeled = peel(attribute(item, key));
  return {
    key,
    file,
    ...peeled,
    order: order === undefined ? peeled.order : forceInt(attribute(order, 'priority')),
  };
}

/** Takes the order and the priority off a value, in whatever nesting; the priority stays on the value too. */
function peel(slot: Slot): { value: Slot; order: bigint; priority: bigint } {
  const value = force(slot);
  const tag = value instanceof AttrSet ? tagOf(value) : undefined;
  if (value instanceof AttrSet && tag === 'order') {
    return { ...peel(attribute(value, 'content')), order: forceInt(attribute(value, 'priority')) };
  }
  if (value instanceof AttrSet && tag === 'override') {
    const priority = forceInt(attribute(value, 'priority'));
    const inner = peel(attribute(value, 'content'));
    return { order: inner.order, priority, value: mkOverride(priority, inner.value) };
  }
  return { value, order: defaultOrderPriority, priority: defaultOverridePriority };
}

function asSet({ mergeAttrValues }: AttrListFields, evaluated: readonly Evaluated[]): AttrSet {
  const byName = new Map<string, Slot[]>();
  for (const { item, merged } of evaluated) {
    byName.set(item.key, [...(byName.get(item.key) ?? []), merged.value]);
  }
  const entries = new Map<string, Slot>();
  for (const [name, values] of byName) {
    entries.set(
      name,
      mergeAttrValues === undefined ? values : lazy(() => callFunction(mergeAttrValues, name, values)),
    );
  }
  return new AttrSet(entries);
}

function itemDefinition({ item, merged }: Evaluated): Value {
  return AttrSet.of({
    _type: 'definition',
    file: item.file,
    value: mkOrder(item.order, AttrSet.of({ [item.key]: merged.value })),
  });
}

/** `lib.types.attrListOf` for Nix code. */
export const attrListOf = new PrimOp('attrListOf', 1, (elementType) =>
  attrListType({ elementType, asAttrs: false, mergeAttrValues: undefined }),
);
