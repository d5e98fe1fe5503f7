/** `lib.options`: declaring options, looking at them, and the merge functions for types written in Nix. */
import {
  AttrSet,
  PrimOp,
  callFunction,
  force,
  forceAttrs,
  forceList,
  forceString,
  isList,
  isString,
  lazy,
} from '../nix';
import type { Slot, Value } from '../nix';
import { toPretty } from '../lib/pretty';
import { isDerivation, orElse, textOf } from '../lib/value-tests';
import type { NativeTypes } from './api';
import { fail } from './context';
import { definitionsFromSlot, definitionToSet, locFromSlot } from './definition';
import { attribute } from './discharge';
import { refuseUnknown } from './formals';
import { mergeDefault, mergeEqual, mergeOne, mergeUnique } from './merge-functions';
import { mkOption } from './mk-option';
import { DeclaredOption } from './option-shape';
import { tagOf } from './properties';
import { lookup } from './renames';
import { showDefs, showFiles, showOption, unknownModule } from './show';

const optionFormals = new Map(
  [
    'default',
    'defaultText',
    'example',
    'description',
    'relatedPackages',
    'type',
    'apply',
    'internal',
    'visible',
    'readOnly',
  ].map((name) => [name, true] as const),
);

/**
 * `lib.options`: its functions by name, as Nix code sees them. `types` are those that `mkEnableOption` and
 * `mkPackageOption` declare.
 */
export function optionLibrary(types: NativeTypes): AttrSet {
  const fn = (name: string, arity: number, run: (...args: Slot[]) => Value): [string, PrimOp] => [
    name,
    new PrimOp(name, arity, run),
  ];
  const documentation = fn('optionAttrSetToDocList', 1, (options = null) => documentOptions(options));
  return new AttrSet(
    new Map<string, Slot>([
      [
        'mkOption',
        new PrimOp('mkOption', 1, (fields) => declareOption(forceAttrs(fields)), [], optionFormals),
      ],
      fn('isOption', 1, (value = null) => tagOf(value) === 'option'),
      fn('mkEnableOption', 1, (name = null) => enableOption(types, name)),
      fn('mkPackageOption', 3, (pkgs = null, name = null, fields = null) =>
        packageOption(types, pkgs, name, forceAttrs(fields)),
      ),
      fn('mkSinkUndeclaredOptions', 1, (fields = null) => sinkOption(forceAttrs(fields))),
      fn('mergeDefaultOption', 2, (loc = null, defs = null) =>
        force(mergeDefault(locFromSlot(loc), definitionsFromSlot(defs))),
      ),
      fn('mergeOneOption', 2, (loc = null, defs = null) =>
        force(mergeOne(locFromSlot(loc), definitionsFromSlot(defs))),
      ),
      fn('mergeEqualOption', 2, (loc = null, defs = null) =>
        force(mergeEqual(locFromSlot(loc), definitionsFromSlot(defs))),
      ),
      fn('mergeUniqueOption', 3, (fields = null, loc = null, defs = null) =>
        uniqueOption(forceAttrs(fields), loc, defs),
      ),
      fn('getValues', 1, (defs = null) =>
        forceList(defs).map((def) => lazy(() => force(attribute(forceAttrs(def), 'value')))),
      ),
      fn('getFiles', 1, (defs = null) =>
        forceList(defs).map((def) => lazy(() => force(attribute(forceAttrs(def), 'file')))),
      ),
      documentation,
      fn("optionAttrSetToDocList'", 2, (_prefix, options = null) => documentOptions(options)),
      fn('scrubOptionValue', 1, (value = null) => scrub(value)),
      fn('renderOptionValue', 1, (value = null) => renderValue(value)),
      fn('literalExpression', 1, (text = null) => literal('literalExpression', text)),
      fn('literalExample', 1, (text = null) => literal('literalExpression', text)),
      fn('literalMD', 1, (text = null) => literal('literalMD', text)),
      fn('literalCode', 2, (language = null, text = null) =>
        literal('literalMD', `\`\`\`${forceString(language)}\n${forceString(text)}\n\`\`\`\n`),
      ),
      fn('mdDoc', 1, (text = null) => force(text)),
      fn('showOption', 1, (parts = null) => showOption(locFromSlot(parts))),
      fn('showFiles', 1, (files = null) => showFiles(locFromSlot(files))),
      fn('showDefs', 1, (defs = null) => showDefs(definitionsFromSlot(defs))),
      fn('showOptionWithDefLocs', 1, (option = null) => showWithFiles(forceAttrs(option))),
      ['unknownModule', unknownModule],
    ]),
  );
}

function declareOption(fields: AttrSet): AttrSet {
  refuseUnknown('mkOption', fields, optionFormals);
  return new DeclaredOption(new Map(fields.entries).set('_type', 'option'), () => fields.positions);
}

function enableOption(types: NativeTypes, name: Slot): AttrSet {
  return mkOption({
    default: false,
    example: true,
    description: lazy(() => `Whether to enable ${forceString(name)}.`),
    type: types.bool,
  });
}

function listOfTexts(slot: Slot): string[] {
  const value = force(slot);
  return isList(value) ? value.map((part) => forceString(part)) : [forceString(value)];
}

function packageOption(types: NativeTypes, pkgs: Slot, nameSlot: Slot, fields: AttrSet): AttrSet {
  const names = listOfTexts(nameSlot);
  const name = names[names.length - 1] ?? '';
  const nullableSlot = fields.get('nullable');
  const isNullable = nullableSlot !== undefined && force(nullableSlot) === true;
  const pkgsText = forceString(fields.get('pkgsText') ?? 'pkgs');
  const extra = forceString(fields.get('extraDescription') ?? '');
  const given = orElse(fields.get('default'), nameSlot);
  const example = force(fields.get('example') ?? null);
  const path = force(given) === null ? undefined : listOfTexts(given);
  const entries: Record<string, Slot> = {
    description: `The ${name} package to use.${extra === '' ? '' : ` ${extra}`}`,
    type: isNullable ? types.nullOr(types.package) : types.package,
  };
  if (path !== undefined) {
    const shown = showOption(path);
    entries['default'] = lazy(() => {
      const found = lookup(path, pkgs);
      return found === undefined ? fail(`${shown} cannot be found in ${pkgsText}`) : force(found);
    });
    entries['defaultText'] = literal('literalExpression', `${pkgsText}.${shown}`);
  } else if (isNullable) {
    entries['default'] = null;
  }
  if (example !== null) {
    const text = isList(example) ? `${pkgsText}.${showOption(listOfTexts(example))}` : forceString(example);
    entries['example'] = literal('literalExpression', text);
  }
  return mkOption(entries);
}

function sinkOption(fields: AttrSet): AttrSet {
  const sink = AttrSet.of({
    _type: 'option-type',
    name: 'sink',
    description: 'sink',
    descriptionClass: null,
    check: new PrimOp('check', 1, () => true),
    merge: new PrimOp('merge', 2, () => false),
    emptyValue: AttrSet.empty,
    getSubOptions: new PrimOp('getSubOptions', 1, () => AttrSet.empty),
    getSubModules: null,
    substSubModules: new PrimOp('substSubModules', 1, () => null),
    typeMerge: new PrimOp('typeMerge', 1, () => null),
    functor: AttrSet.of({
      name: 'sink',
      type: null,
      payload: null,
      binOp: new PrimOp('binOp', 2, () => null),
    }),
    deprecationMessage: null,
    nestedTypes: AttrSet.empty,
  });
  return mkOption({
    internal: true,
    visible: false,
    default: false,
    description: 'Sink for option definitions.',
    type: sink,
    apply: new PrimOp('apply', 1, () =>
      fail('Option value is not readable because the option is not declared.'),
    ),
  }).update(fields);
}

function uniqueOption(fields: AttrSet, loc: Slot, defs: Slot): Value {
  const merge = fields.get('merge');
  const message = forceString(attribute(fields, 'message'));
  return force(
    mergeUnique(message, locFromSlot(loc), definitionsFromSlot(defs), (_loc, definitions) =>
      merge === undefined
        ? (definitions[0]?.value ?? null)
        : callFunction(merge, loc, definitions.map(definitionToSet)),
    ),
  );
}

function literal(type: string, text: Slot): AttrSet {
  const value = force(text);
  if (!isString(value)) fail(`${type} expects a string.`);
  return AttrSet.of({ _type: type, text: value });
}

function scrub(slot: Slot): Value {
  const value = force(slot);
  if (isDerivation(value) && value instanceof AttrSet) {
    const name = attribute(value, 'name');
    return AttrSet.of({ type: 'derivation', drvPath: name, outPath: name, name });
  }
  if (isList(value)) return value.map((item) => lazy(() => scrub(item)));
  if (!(value instanceof AttrSet)) return value;
  const entries = [...value.entries].filter(([name]) => name !== '_args');
  return new AttrSet(new Map(entries.map(([name, item]) => [name, lazy(() => scrub(item))])));
}

function renderValue(slot: Slot): Value {
  const value = force(slot);
  if (value instanceof AttrSet && value.has('_type') && value.has('text')) return value;
  const text = toPretty({ allowPrettyValues: true, multiline: true, indent: '' }, value);
  return literal('literalExpression', text);
}

function showWithFiles(option: AttrSet): string {
  const files = locFromSlot(attribute(option, 'files')).map((file) => `  - ${file}`);
  return `${showOption(locFromSlot(attribute(option, 'loc')))}, with values defined in:\n${files.join('\n')}\n`;
}

/** All options of a tree, groups opened, in order of their names. */
function collectOptions(slot: Slot): AttrSet[] {
  const value = force(slot);
  if (!(value instanceof AttrSet)) return [];
  if (tagOf(value) === 'option') return [value];
  return value.names().flatMap((name) => collectOptions(attribute(value, name)));
}

function documentOptions(options: Slot): Value {
  return collectOptions(options).flatMap(documentOption);
}

function documentOption(option: AttrSet): Slot[] {
  const loc = locFromSlot(attribute(option, 'loc'));
  const name = showOption(loc);
  const visible = force(option.get('visible') ?? true);
  const type = option.get('type');
  const typeSet = type === undefined ? undefined : forceAttrs(type);
  const entries: Record<string, Slot> = {
    loc,
    name,
    description: option.get('description') ?? null,
    declarations: lazy(() =>
      locFromSlot(attribute(option, 'declarations')).filter((file) => file !== unknownModule),
    ),
    internal: option.get('internal') ?? false,
    visible: typeof visible === 'boolean' ? visible : textOf(visible) === 'shallow',
    readOnly: option.get('readOnly') ?? false,
    type: typeSet?.get('description') ?? 'unspecified',
  };
  const example = option.get('example');
  if (example !== undefined) entries['example'] = lazy(() => renderValue(example));
  const fallback = defaultOf(option, typeSet);
  if (fallback !== undefined) entries['default'] = lazy(() => renderValue(fallback));
  const related = option.get('relatedPackages');
  if (related !== undefined && force(related) !== null) entries['relatedPackages'] = related;
  const showsChildren = typeof visible === 'boolean' ? visible : textOf(visible) === 'transparent';
  return [AttrSet.of(entries), ...(showsChildren && typeSet !== undefined ? childrenOf(typeSet, loc) : [])];
}

function defaultOf(option: AttrSet, type: AttrSet | undefined): Slot | undefined {
  const own = option.has('defaultText') ? option.get('defaultText') : option.get('default');
  if (own !== undefined || type === undefined) return own;
  if (force(type.get('getSubModules') ?? null) !== null) return undefined;
  const empty = type.get('emptyValue');
  return empty === undefined ? undefined : forceAttrs(empty).get('value');
}

function childrenOf(type: AttrSet, loc: readonly string[]): Slot[] {
  const children = forceAttrs(callFunction(attribute(type, 'getSubOptions'), loc));
  return collectOptions(children).flatMap(documentOption);
}
