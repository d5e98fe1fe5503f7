/** The properties of `lib.modules` for Nix code: `mkIf` and its kin, and definitions made from those of other options. */
import {
  AttrSet,
  PrimOp,
  callFunction,
  force,
  forceAttrs,
  forceBool,
  forceList,
  forceString,
  lazy,
} from '../nix';
import type { Slot, Value } from '../nix';
import { fail } from './context';
import { attribute } from './discharge';
import { mkIf, tagOf } from './properties';
import { aliasDefinitions, aliasDefinitionsWithPriority } from './renames';

type Run = (...args: Slot[]) => Value;

function property(tag: string, fields: readonly string[]): Run {
  return (...values) =>
    new AttrSet(
      new Map<string, Slot>([
        ['_type', tag],
        ...fields.map((field, index) => [field, values[index] ?? null] as const),
      ]),
    );
}

/** The part of `lib.modules` that makes and maps properties: names and functions. */
export function propertyFunctions(): [string, Slot][] {
  return [...plainProperties(), ...aliasFunctions()];
}

function plainProperties(): [string, Slot][] {
  const override = property('override', ['priority', 'content']);
  const order = property('order', ['priority', 'content']);
  const fixed = (name: string, make: Run, priority: bigint): [string, PrimOp] => [
    name,
    new PrimOp(name, 1, (content) => make(priority, content)),
  ];
  return [
    ['mkIf', new PrimOp('mkIf', 2, property('if', ['condition', 'content']))],
    ['mkMerge', new PrimOp('mkMerge', 1, property('merge', ['contents']))],
    ['mkOverride', new PrimOp('mkOverride', 2, override)],
    ['mkOrder', new PrimOp('mkOrder', 2, order)],
    fixed('mkOptionDefault', override, 1500n),
    fixed('mkDefault', override, 1000n),
    fixed('mkImageMediaOverride', override, 60n),
    fixed('mkForce', override, 50n),
    fixed('mkVMOverride', override, 10n),
    fixed('mkBefore', order, 500n),
    fixed('mkAfter', order, 1500n),
    ['defaultOverridePriority', 100n],
    ['defaultOrderPriority', 1000n],
    ['mkFixStrictness', new PrimOp('mkFixStrictness', 1, (value) => force(value))],
    ['mkAssert', new PrimOp('mkAssert', 3, mkAssert)],
    [
      'mkDefinition',
      new PrimOp('mkDefinition', 1, (fields) =>
        forceAttrs(fields).update(AttrSet.of({ _type: 'definition' })),
      ),
    ],
    ['mapDefinitionValue', new PrimOp('mapDefinitionValue', 2, mapDefinitionValue)],
  ];
}

function aliasFunctions(): [string, Slot][] {
  const override = property('override', ['priority', 'content']);
  return [
    [
      'mkAliasDefinitions',
      new PrimOp('mkAliasDefinitions', 1, (option) => aliasDefinitions((value) => value, forceAttrs(option))),
    ],
    [
      'mkAliasAndWrapDefinitions',
      new PrimOp('mkAliasAndWrapDefinitions', 2, (wrap, option) =>
        aliasDefinitions((value) => lazy(() => callFunction(wrap, value)), forceAttrs(option)),
      ),
    ],
    [
      'mkAliasAndWrapDefsWithPriority',
      new PrimOp('mkAliasAndWrapDefsWithPriority', 2, (wrap, option) =>
        aliasDefinitionsWithPriority((value) => lazy(() => callFunction(wrap, value)), forceAttrs(option)),
      ),
    ],
    [
      'mkAliasIfDef',
      new PrimOp('mkAliasIfDef', 2, (option, value) =>
        mkIf(
          lazy(() => force(attribute(forceAttrs(option), 'isDefined'))),
          value,
        ),
      ),
    ],
    [
      'mkDerivedConfig',
      new PrimOp('mkDerivedConfig', 2, (option, make) => {
        const set = forceAttrs(option);
        return override(
          set.get('highestPrio') ?? 100n,
          lazy(() => callFunction(make, attribute(set, 'value'))),
        );
      }),
    ],
  ];
}

function mkAssert(assertion: Slot = null, message: Slot = null, content: Slot = null): Value {
  return mkIf(
    lazy(() => (forceBool(assertion) ? true : fail(`\nFailed assertion: ${forceString(message)}`))),
    content,
  );
}

/** Applies a function to the value inside all properties of a definition. */
function mapDefinitionValue(map: Slot = null, definition: Slot = null): Value {
  const value = force(definition);
  const tag = value instanceof AttrSet ? tagOf(value) : undefined;
  if (!(value instanceof AttrSet) || tag === undefined) return callFunction(map, value);
  const inside = (slot: Slot): Slot => lazy(() => mapDefinitionValue(map, slot));
  if (tag === 'merge') {
    const contents = lazy(() => forceList(attribute(value, 'contents')).map(inside));
    return value.update(AttrSet.of({ contents }));
  }
  const field =
    tag === 'definition' ? 'value' : ['if', 'override', 'order'].includes(tag) ? 'content' : undefined;
  if (field === undefined) return callFunction(map, value);
  return value.update(AttrSet.of({ [field]: inside(attribute(value, field)) }));
}
