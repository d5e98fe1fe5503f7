/** Modules for options that were renamed, removed, merged or changed. */
import {
  AttrSet,
  NixError,
  PrimOp,
  callFunction,
  equalValues,
  force,
  forceAttrs,
  forceBool,
  forceList,
  forceString,
  lazy,
} from '../nix';
import type { Slot, Value } from '../nix';
import { textOf } from '../lib/value-tests';
import { fail } from './context';
import { attribute } from './discharge';
import { mkOption } from './mk-option';
import { fn } from './native-module';
import { mkIf, mkMerge } from './properties';
import { recursiveUpdate } from './recursive-update';
import { showFiles, showOption } from './show';

type Path = readonly string[];

/** Prints a warning or a trace line. */
export interface RenameOutput {
  warn(message: string): void;
  trace(message: string): void;
}

/** The set with `value` at the end of the path. */
function setAt(path: Path, value: Slot): Slot {
  return [...path].reverse().reduce<Slot>((inner, name) => AttrSet.of({ [name]: inner }), value);
}

/** What stands at a path; undefined when there is nothing. */
export function lookup(path: Path, set: Slot): Slot | undefined {
  let slot: Slot | undefined = set;
  for (const name of path) {
    const value: Value = slot === undefined ? null : force(slot);
    if (!(value instanceof AttrSet)) return undefined;
    slot = value.get(name);
  }
  return slot;
}

function getAt(path: Path, set: Slot): Slot {
  const slot = lookup(path, set);
  if (slot !== undefined) return slot;
  throw new NixError('throw', `cannot find attribute '${path.join('.')}'`);
}

function pathOf(slot: Slot): string[] {
  return forceList(slot).map((part) => forceString(part));
}

function filesOf(option: AttrSet): string {
  return showFiles(forceList(attribute(option, 'files')).map((file) => textOf(file) ?? ''));
}

const moduleFormals = { config: false, options: false };

/**
 * `lib.modules.mkRemovedOptionModule`: an option that throws NixError when read, and an assertion that it is not set.
 * Forms do not show it (clan-semantics 7.3).
 */
export function mkRemovedOptionModule(optionPath: Slot, instructions: Slot): Value {
  const path = pathOf(optionPath);
  return fn(
    (args) => {
      const options = attribute(args, 'options');
      const option = mkOption({
        visible: false,
        apply: new PrimOp('apply', 1, () =>
          fail(
            `The option \`${showOption(path)}' can no longer be used since it's been removed. ${forceString(instructions)}`,
          ),
        ),
      });
      const assertion = AttrSet.of({
        assertion: lazy(() => !forceBool(attribute(forceAttrs(getAt(path, options)), 'isDefined'))),
        message: lazy(() => {
          const files = filesOf(forceAttrs(getAt(path, options)));
          return `The option definition \`${showOption(path)}' in ${files} no longer has any effect; please remove it.\n${forceString(instructions)}\n`;
        }),
      });
      return AttrSet.of({ options: setAt(path, option), config: AttrSet.of({ assertions: [assertion] }) });
    },
    { options: false },
  );
}

/** What `lib.modules.doRename` takes. */
export interface RenameFields {
  readonly from: Path;
  readonly to: Path;
  readonly visible: Slot;
  readonly warn: Slot;
  readonly use: (value: () => Value) => Value;
  readonly withPriority: Slot;
  readonly condition: Slot;
}

/**
 * `lib.modules.doRename`: definitions of the old option become definitions of the new one. Reading the old one throws
 * NixError when the new one does not exist.
 */
export function doRename(fields: RenameFields): Value {
  const { from, to } = fields;
  return fn((args) => {
    const config = attribute(args, 'config');
    const options = attribute(args, 'options');
    const fromOption = (): AttrSet => forceAttrs(getAt(from, options));
    const hasWarnings = (): boolean => forceAttrs(options).has('warnings');
    return AttrSet.of({
      options: setAt(
        from,
        lazy(() => renamedOption(fields, config, options)),
      ),
      config: mkIf(
        fields.condition,
        mkMerge([
          lazy(() =>
            hasWarnings()
              ? AttrSet.of({ warnings: lazy(() => renameWarnings(fields, fromOption())) })
              : AttrSet.empty,
          ),
          lazy(() => forward(fields, to, fromOption())),
        ]),
      ),
    });
  }, moduleFormals);
}

function renamedOption({ to, visible, use }: RenameFields, config: Slot, options: Slot): AttrSet {
  const entries: Record<string, Slot> = {
    visible,
    description: `Alias of {option}\`${showOption(to)}\`.`,
    apply: new PrimOp('apply', 1, () =>
      use(() => {
        const value = lookup(to, config);
        if (value !== undefined) return force(value);
        throw new NixError(
          'abort',
          `evaluation aborted with the following error message: 'Renaming error: option \`${showOption(to)}' does not exist.'`,
        );
      }),
    ),
  };
  const target = lookup(to, options);
  const type = target === undefined ? undefined : forceAttrs(target).get('type');
  return mkOption(type === undefined ? entries : { ...entries, type });
}

function renameWarnings({ from, to, warn }: RenameFields, fromOption: AttrSet): readonly Slot[] {
  if (!forceBool(warn) || !forceBool(attribute(fromOption, 'isDefined'))) return [];
  return [
    lazy(
      () =>
        `The option \`${showOption(from)}' defined in ${filesOf(fromOption)} has been renamed to \`${showOption(to)}'.`,
    ),
  ];
}

function forward({ withPriority }: RenameFields, to: Path, fromOption: AttrSet): AttrSet {
  const wrap = (value: Slot): Slot => setAt(to, value);
  return forceBool(withPriority)
    ? aliasDefinitionsWithPriority(wrap, fromOption)
    : aliasDefinitions(wrap, fromOption);
}

/** `lib.modules.mkAliasAndWrapDefinitions`: the definitions of the option, without the priority they have in it. */
export function aliasDefinitions(wrap: (value: Slot) => Slot, option: AttrSet): AttrSet {
  return mkIf(
    lazy(() => force(attribute(option, 'isDefined'))),
    lazy(() => force(wrap(mkMerge(lazy(() => force(attribute(option, 'definitions'))))))),
  );
}

/** `lib.modules.mkAliasAndWrapDefsWithPriority`: the definitions keep the priority they have in the option. */
export function aliasDefinitionsWithPriority(wrap: (value: Slot) => Slot, option: AttrSet): AttrSet {
  const contents = lazy(() => {
    const priority = option.get('highestPrio') ?? 100n;
    return forceList(attribute(option, 'definitions')).map((content) =>
      AttrSet.of({ _type: 'override', priority, content }),
    );
  });
  return mkIf(
    lazy(() => force(attribute(option, 'isDefined'))),
    lazy(() => force(wrap(mkMerge(contents)))),
  );
}

/**
 * `lib.modules.mkRenamedOptionModule`: warns, and says so each time the old option is read. Forms do not show the old
 * one (clan-semantics 7.3).
 */
export function mkRenamedOptionModule(output: RenameOutput, from: Slot, to: Slot): Value {
  const message = `Obsolete option \`${showOption(pathOf(from))}' is used. It was renamed to \`${showOption(pathOf(to))}'.`;
  return doRename({
    ...renameDefaults(from, to),
    visible: false,
    warn: true,
    use: (value) => {
      output.trace(message);
      return value();
    },
  });
}

function renameDefaults(
  from: Slot,
  to: Slot,
): Pick<RenameFields, 'from' | 'to' | 'withPriority' | 'condition'> {
  return { from: pathOf(from), to: pathOf(to), withPriority: true, condition: true };
}

/** `lib.modules.mkRenamedOptionModuleWith`: warns only once the release of the rename is the oldest supported one. */
export function mkRenamedOptionModuleWith(
  output: RenameOutput,
  isOldEnough: (release: bigint) => boolean,
  fields: AttrSet,
): Value {
  const since = force(attribute(fields, 'sinceRelease'));
  const warns = typeof since === 'bigint' && isOldEnough(since);
  const module = {
    ...renameDefaults(attribute(fields, 'from'), attribute(fields, 'to')),
    visible: false,
    warn: warns,
  };
  return doRename({
    ...module,
    use: (value) => {
      if (warns) {
        output.warn(
          `Obsolete option \`${showOption(module.from)}' is used. It was renamed to \`${showOption(module.to)}'.`,
        );
      }
      return value();
    },
  });
}

/** `lib.modules.mkAliasOptionModule`: both names may be used. */
export function mkAliasOptionModule(from: Slot, to: Slot): Value {
  return doRename({ ...renameDefaults(from, to), visible: true, warn: false, use: (value) => value() });
}

/** `doRename` on its Nix argument. */
function doRenameFrom(fields: AttrSet): Value {
  const use = attribute(fields, 'use');
  return doRename({
    ...renameDefaults(attribute(fields, 'from'), attribute(fields, 'to')),
    visible: attribute(fields, 'visible'),
    warn: attribute(fields, 'warn'),
    use: (value) => callFunction(use, lazy(value)),
    withPriority: fields.get('withPriority') ?? true,
    condition: fields.get('condition') ?? true,
  });
}

const unsetMark = '_mkMergedOptionModule';

/**
 * `lib.modules.mkMergedOptionModule`: several old options give the value of one new option, by a function of `config`.
 */
export function mkMergedOptionModule(from: Slot, to: Slot, mergeFn: Slot): Value {
  const sources = forceList(from).map(pathOf);
  const target = pathOf(to);
  return fn((args) => {
    const config = attribute(args, 'config');
    const options = attribute(args, 'options');
    const isSet = (path: Path): boolean => !equalValues(getAt(path, config), unsetMark);
    const declared = sources.reduce<Slot>(
      (tree, path) => recursiveUpdate(tree, setAt(path, mkOption({ visible: false, default: unsetMark }))),
      AttrSet.empty,
    );
    const warnings = lazy(() => sources.filter(isSet).map((path) => changedWarning(path, target, options)));
    const value = mkMerge(
      lazy(() => (sources.some(isSet) ? [lazy(() => callFunction(mergeFn, config))] : [])),
    );
    return AttrSet.of({
      options: declared,
      config: AttrSet.of({ warnings }).update(forceAttrs(setAt(target, value))),
    });
  }, moduleFormals);
}

function changedWarning(path: Path, target: Path, options: Slot): string {
  const files = filesOf(forceAttrs(getAt(path, options)));
  const to = showOption(target);
  return `The option \`${showOption(path)}' defined in ${files} has been changed to \`${to}' that has a different type. Please read \`${to}' documentation and update your configuration accordingly.`;
}

/** The part of `lib.modules` that renames and removes options: names and functions. */
export function renameFunctions(
  output: RenameOutput,
  isOldEnough: (release: bigint) => boolean,
): [string, PrimOp][] {
  const make = (name: string, arity: number, run: (...args: Slot[]) => Value): [string, PrimOp] => [
    name,
    new PrimOp(name, arity, run),
  ];
  return [
    make('mkRemovedOptionModule', 2, (path = null, text = null) => mkRemovedOptionModule(path, text)),
    make('mkRenamedOptionModule', 2, (from = null, to = null) => mkRenamedOptionModule(output, from, to)),
    make('mkRenamedOptionModuleWith', 1, (fields = null) =>
      mkRenamedOptionModuleWith(output, isOldEnough, forceAttrs(fields)),
    ),
    make('mkAliasOptionModule', 2, (from = null, to = null) => mkAliasOptionModule(from, to)),
    make('mkAliasOptionModuleMD', 2, (from = null, to = null) => mkAliasOptionModule(from, to)),
    make('mkMergedOptionModule', 3, (from = null, to = null, merge = null) =>
      mkMergedOptionModule(from, to, merge),
    ),
    make('mkChangedOptionModule', 3, (from = null, to = null, change = null) =>
      mkMergedOptionModule([from], to, change),
    ),
    make('doRename', 1, (fields = null) => doRenameFrom(forceAttrs(fields))),
  ];
}
