/** `lib.modules`: evaluating modules, properties, and modules about modules, as Nix code sees them. */
import {
  AttrSet,
  NixError,
  PrimOp,
  callFunction,
  coerceToString,
  force,
  forceAttrs,
  forceBool,
  forceInt,
  forceList,
  forceString,
  isString,
  lazy,
  stringText,
} from '../nix';
import type { Slot, Value } from '../nix';
import type { EvalModulesArguments } from './api';
import {
  definitionFromSlot,
  definitionToSet,
  definitionsFromSlot,
  locFromSlot,
  RawDefinition,
} from './definition';
import { attribute, pushDown } from './discharge';
import type { PushedConfig } from './discharge';
import type { EvaluationContext } from './evaluation';
import { refuseUnknown } from './formals';
import { MergedDefinitions } from './merge-definitions';
import { setDefaultModuleLocation } from './native-module';
import { fixupOptionType, mergeOptionDecls } from './option-declarations';
import { OptionNode } from './option-node';
import { propertyFunctions } from './property-library';
import { renameFunctions } from './renames';
import type { RenameOutput } from './renames';
import { tagOf } from './properties';
import { mergedToSet } from './option-type';
import type { Evaluate } from './types/module-types';
import { scalarTypes } from './types/scalar-types';

/** What the functions need of the module system around them. */
export interface ModuleLibraryContext {
  readonly evaluation: EvaluationContext;
  readonly evaluate: Evaluate;
  readonly output: RenameOutput;
  /** Whether a release is at least as old as the oldest that is supported. */
  readonly isOldRelease: (release: bigint) => boolean;
  /** `lib.importJSON` and `lib.importTOML`. */
  readonly importData: (format: 'JSON' | 'TOML', file: Slot) => Value;
}

const evalModulesFormals = new Map([
  ['modules', false],
  ['prefix', true],
  ['specialArgs', true],
  ['class', true],
  ['args', true],
  ['check', true],
]);

type Run = (...args: Slot[]) => Value;

/** `lib.modules`: its functions and constants by name, as Nix code sees them. */
export function moduleLibrary(context: ModuleLibraryContext): AttrSet {
  const fn = (name: string, arity: number, run: Run): [string, PrimOp] => [
    name,
    new PrimOp(name, arity, run),
  ];
  return new AttrSet(
    new Map<string, Slot>([
      [
        'evalModules',
        new PrimOp(
          'evalModules',
          1,
          (args) => context.evaluate(evalArguments(forceAttrs(args))).value,
          [],
          evalModulesFormals,
        ),
      ],
      ...propertyFunctions(),
      ...definitionFunctions(context),
      ...renameFunctions(context.output, context.isOldRelease),
      fn('setDefaultModuleLocation', 2, (file = null, module = null) =>
        setDefaultModuleLocation(file, module),
      ),
      fn('importApply', 2, (file = null, argument = null) => importApply(context, file, argument)),
      fn('importJSON', 1, (file = null) => dataModule(context, 'JSON', file)),
      fn('importTOML', 1, (file = null) => dataModule(context, 'TOML', file)),
      fn(
        'fixMergeModules',
        2,
        (modules = null, args = null) =>
          context.evaluate(evalArguments(AttrSet.of({ modules, args, check: false }))).value,
      ),
    ]),
  );
}

/** The argument of `evalModules` as Nix code gives it. */
function evalArguments(given: AttrSet): EvalModulesArguments {
  refuseUnknown('evalModules', given, evalModulesFormals);
  const args = given.get('args');
  const check = given.get('check');
  const prefix = given.get('prefix');
  const specialArgs = given.get('specialArgs');
  const moduleClass = force(given.get('class') ?? null);
  const modules: Slot[] = [...forceList(attribute(given, 'modules'))];
  if (args !== undefined) modules.push(AttrSet.of({ config: AttrSet.of({ _module: AttrSet.of({ args }) }) }));
  if (check !== undefined) {
    const content = AttrSet.of({ _type: 'override', priority: 1000n, content: check });
    modules.push(AttrSet.of({ config: AttrSet.of({ _module: AttrSet.of({ check: content }) }) }));
  }
  return {
    modules,
    prefix: prefix === undefined ? [] : locFromSlot(prefix),
    specialArgs: specialArgs === undefined ? undefined : lazy(() => forceAttrs(specialArgs)),
    class: isString(moduleClass) ? stringText(moduleClass) : null,
  };
}

function definitionFunctions(context: ModuleLibraryContext): [string, Slot][] {
  return [
    ['mergeDefinitions', new PrimOp('mergeDefinitions', 3, (loc, type, defs) => mergedSet(loc, type, defs))],
    [
      'mergeAttrDefinitionsWithPrio',
      new PrimOp('mergeAttrDefinitionsWithPrio', 1, (option) => attrsWithPriority(forceAttrs(option))),
    ],
    [
      'evalOptionValue',
      new PrimOp(
        'evalOptionValue',
        3,
        (loc, option, defs) =>
          OptionNode.of(context.evaluation, locFromSlot(loc), forceAttrs(option), () => rawDefinitions(defs))
            .set,
      ),
    ],
    [
      'filterOverrides',
      new PrimOp('filterOverrides', 1, (defs) => forceAttrs(filterOverridesSet(defs)).get('values') as Value),
    ],
    ["filterOverrides'", new PrimOp("filterOverrides'", 1, (defs) => filterOverridesSet(defs))],
    ['sortProperties', new PrimOp('sortProperties', 1, (defs) => sortSets(forceList(defs)))],
    [
      'fixupOptionType',
      new PrimOp('fixupOptionType', 2, (_loc, option) =>
        fixupOptionType(forceAttrs(option), scalarTypes.unspecified),
      ),
    ],
    [
      'mergeOptionDecls',
      new PrimOp('mergeOptionDecls', 2, (loc, declarations) =>
        mergeOptionDecls(locFromSlot(loc), forceList(declarations).map(declarationFromSlot)),
      ),
    ],
    [
      'pushDownProperties',
      new PrimOp('pushDownProperties', 1, (config) => {
        const pushed: PushedConfig[] = [];
        pushDown('', config, [], pushed);
        return pushed.map(materialize);
      }),
    ],
    ['dischargeProperties', new PrimOp('dischargeProperties', 1, (definition) => dischargeSlot(definition))],
  ];
}

function rawDefinitions(defs: Slot): RawDefinition[] {
  return definitionsFromSlot(defs).map((def) => new RawDefinition(def.file, def.value, def.holder));
}

function declarationFromSlot(slot: Slot): { file: string; options: Slot } {
  const set = forceAttrs(slot);
  return {
    file: forceString(attribute(set, '_file')),
    options: attribute(set, 'options'),
  };
}

/** `mergeDefinitions` as Nix code sees it, every part lazy. */
function mergedSet(loc: Slot, type: Slot, defs: Slot): AttrSet {
  const merged = new MergedDefinitions(locFromSlot(loc), type, rawDefinitions(defs));
  const values = lazy(() => merged.definitions.map(definitionToSet));
  return AttrSet.of({
    defsFinal: values,
    "defsFinal'": lazy(() => AttrSet.of({ values, highestPrio: merged.highestPrio })),
    isDefined: lazy(() => merged.isDefined),
    mergedValue: merged.value,
    optionalValue: lazy(() => (merged.isDefined ? AttrSet.of({ value: merged.value }) : AttrSet.empty)),
    checkedAndMerged: lazy(() =>
      mergedToSet({
        headError: () => undefined,
        value: merged.value,
        valueMeta: lazy(() => force(merged.valueMeta)),
      }),
    ),
  });
}

function attrsWithPriority(option: AttrSet): AttrSet {
  const type = forceAttrs(attribute(option, 'type'));
  const name = forceString(attribute(type, 'name'));
  if (name !== 'attrsOf' && name !== 'lazyAttrsOf') {
    throw new NixError('assertion', 'mergeAttrDefinitionsWithPrio needs an option of attrsOf or lazyAttrsOf');
  }
  const loc = locFromSlot(attribute(option, 'loc'));
  const elementType = attribute(forceAttrs(attribute(type, 'nestedTypes')), 'elemType');
  const byName = new Map<string, RawDefinition[]>();
  for (const slot of forceList(attribute(option, 'definitionsWithLocations'))) {
    const definition = definitionFromSlot(slot);
    const pushed: PushedConfig[] = [];
    pushDown(definition.file, definition.value, [], pushed);
    for (const { file, value, wraps } of pushed) {
      const set = forceAttrs(value);
      for (const [key, item] of set.entries) {
        const raw = new RawDefinition(file, item, { set, name: key }, wraps);
        byName.set(key, [...(byName.get(key) ?? []), raw]);
      }
    }
  }
  const entries = new Map<string, Slot>();
  for (const [key, raw] of byName) {
    const merged = new MergedDefinitions([...loc, key], elementType, raw);
    entries.set(key, AttrSet.of({ value: merged.value, highestPrio: lazy(() => merged.highestPrio) }));
  }
  return new AttrSet(entries);
}

function filterOverridesSet(defs: Slot): AttrSet {
  const definitions = forceList(defs).map((slot) => {
    const set = forceAttrs(slot);
    const value = force(set.get('value') ?? null);
    if (!(value instanceof AttrSet) || tagOf(value) !== 'override') return { set, priority: 100n };
    const stripped = set.update(AttrSet.of({ value: attribute(value, 'content') }));
    return { set: stripped, priority: forceInt(attribute(value, 'priority')) };
  });
  const best = definitions.reduce((lowest, { priority }) => (priority < lowest ? priority : lowest), 9999n);
  const only = definitions[0];
  const highestPrio = definitions.length === 1 && only !== undefined ? only.priority : best;
  const values = definitions.filter(({ priority }) => priority === highestPrio).map(({ set }) => set);
  return AttrSet.of({ values, highestPrio });
}

/** `sortProperties` on sets with any other attributes, which they keep. */
function sortSets(sets: readonly Slot[]): Slot[] {
  return sets
    .map((slot) => {
      const set = forceAttrs(slot);
      const value = force(set.get('value') ?? null);
      if (!(value instanceof AttrSet) || tagOf(value) !== 'order') return set;
      return set.update(
        AttrSet.of({ value: attribute(value, 'content'), priority: attribute(value, 'priority') }),
      );
    })
    .sort((left, right) => {
      const order = (set: AttrSet): bigint =>
        set.has('priority') ? forceInt(attribute(set, 'priority')) : 1000n;
      return order(left) < order(right) ? -1 : order(left) > order(right) ? 1 : 0;
    });
}

function materialize({ value, wraps }: PushedConfig): Slot {
  const set = force(value);
  if (!(set instanceof AttrSet) || wraps.length === 0) return set;
  const entries = new Map<string, Slot>();
  for (const [name, slot] of set.entries) {
    entries.set(name, new RawDefinition('', slot, undefined, wraps).wrapped());
  }
  return new AttrSet(entries, () => set.positions);
}

function dischargeSlot(slot: Slot): readonly Slot[] {
  const value = force(slot);
  const tag = value instanceof AttrSet ? tagOf(value) : undefined;
  if (!(value instanceof AttrSet)) return [value];
  if (tag === 'merge') return forceList(attribute(value, 'contents')).flatMap(dischargeSlot);
  if (tag === 'if')
    return forceBool(attribute(value, 'condition')) ? dischargeSlot(attribute(value, 'content')) : [];
  return [value];
}

/** The module that a file gives for an argument, labelled with the file. */
function importApply(context: ModuleLibraryContext, file: Slot, argument: Slot): AttrSet {
  const module = lazy(() => callFunction(context.evaluation.host.evalFile(pathText(file)), argument));
  return setDefaultModuleLocation(file, module);
}

function pathText(file: Slot): string {
  return stringText(coerceToString(file, { isLoose: true }));
}

function dataModule(context: ModuleLibraryContext, format: 'JSON' | 'TOML', file: Slot): AttrSet {
  return AttrSet.of({ _file: file, config: lazy(() => context.importData(format, file)) });
}
