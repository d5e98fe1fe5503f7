/** Option declarations: telling options from groups, and joining the declarations of one option in several modules. */
import { AttrSet, callFunction, force, forceAttrs, lazy } from '../nix';
import type { Slot } from '../nix';
import { escapeNixIdentifier } from '../lib/identifiers';
import { orElse, textOf } from '../lib/value-tests';
import { fail } from './context';
import { attribute } from './discharge';
import { OverlayEntries } from './lazy-entries';
import { setDefaultModuleLocation } from './native-module';
import type { Loc } from './option-type';
import { typeOf } from './option-type';
import { positionSet } from './position-set';
import { showFiles, showOption } from './show';

/** What one module declares at one path, as `lib.modules.mergeOptionDecls` takes it (`_file` and `options`). */
export interface Declaration {
  readonly file: string;
  readonly options: Slot;
  /** The set that holds the declaration, and its name there; absent where it is not written as an attribute. */
  readonly holder?: AttrSet | undefined;
  readonly name?: string | undefined;
}

/**
 * Which of the declarations at a path are options, and which are groups of options (`lib.modules.evalModules`). Throws
 * NixError for a set of another `_type`, such as a bare type.
 */
export function optionKinds(
  loc: Loc,
  declarations: readonly Declaration[],
): { options: readonly Declaration[]; others: readonly Declaration[] } {
  const options: Declaration[] = [];
  const others: Declaration[] = [];
  for (const declaration of declarations) {
    const value = force(declaration.options);
    const tag = value instanceof AttrSet ? value.get('_type') : undefined;
    if (tag === undefined) {
      others.push(declaration);
      continue;
    }
    const name = textOf(tag);
    if (name !== 'option') failDeclarationType(loc, name ?? '', declaration.file);
    options.push(declaration);
  }
  return { options, others };
}

function failDeclarationType(loc: Loc, tag: string, file: string): never {
  const name = escapeNixIdentifier(loc[loc.length - 1] ?? '');
  const advice =
    tag === 'option-type'
      ? `\n\nA type is declared by wrapping it in \`mkOption': ${name} = lib.mkOption { type = …; };`
      : '';
  return fail(
    `In module ${file}: expected an option declaration at option path \`${showOption(loc)}\` but got an attribute set with type ${tag}${advice}`,
  );
}

/** The lines that list declared options below a path. */
export function showRawDeclarations(loc: Loc, declarations: readonly Declaration[]): string {
  return declarations
    .flatMap((declaration) =>
      forceAttrs(declaration.options)
        .names()
        .map(
          (name) =>
            ` - option(s) with prefix \`${showOption([...loc, name])}' in module \`${declaration.file}'`,
        ),
    )
    .sort()
    .join('\n');
}

/** Fields that only one of several declarations of an option may have. */
const exclusiveFields = ['default', 'example', 'description', 'apply'];

/**
 * `lib.modules.mergeOptionDecls`, the declarations of one option as one: fields of the first win, types merge,
 * `declarations` lists all files, and the options that submodule types declare are gathered in `options`. Throws
 * NixError where types do not merge or a field may stand only once.
 */
export function mergeOptionDecls(loc: Loc, declarations: readonly Declaration[]): AttrSet {
  const only = declarations[0];
  const isOnly = declarations.length === 1 && only !== undefined;
  const { fields, modules } = isOnly ? singleDeclaration(only) : joinDeclarations(loc, declarations);
  const added = placeFields(loc, declarations).set('options', modules);
  return new AttrSet(new OverlayEntries(fields, added), () => firstOf(declarations)?.positions);
}

/** A joined declaration at another place than it was joined for. */
export function declarationFields(
  declaration: AttrSet,
  loc: Loc,
  declarations: readonly Declaration[],
): AttrSet {
  const entries = new OverlayEntries(declaration.entries, placeFields(loc, declarations));
  return new AttrSet(entries, () => declaration.positions);
}

function placeFields(loc: Loc, declarations: readonly Declaration[]): Map<string, Slot> {
  return new Map<string, Slot>([
    ['loc', loc],
    ['declarations', declarations.map(({ file }) => file)],
    ['declarationPositions', lazy(() => declarations.map(declarationPosition))],
  ]);
}

interface JoinedDeclarations {
  readonly fields: ReadonlyMap<string, Slot>;
  readonly modules: readonly Slot[];
}

function declarationPosition({ file, holder, name }: Declaration): Slot {
  return positionSet(name === undefined ? undefined : holder?.positionOf(name), file);
}

function singleDeclaration({ file, options }: Declaration): JoinedDeclarations {
  const option = forceAttrs(options);
  return { fields: option.entries, modules: modulesOf(file, option.get('type')) };
}

function modulesOf(file: string, type: Slot | undefined): readonly Slot[] {
  const modules = type === undefined ? null : typeOf(type).subModules;
  return modules === null ? [] : modules.map((module) => setDefaultModuleLocation(file, module));
}

function joinDeclarations(loc: Loc, declarations: readonly Declaration[]): JoinedDeclarations {
  let merged = new Map<string, Slot>();
  let modules: readonly Slot[] = [];
  const files: string[] = [];
  for (const declaration of declarations) {
    const option = forceAttrs(declaration.options);
    if (exclusiveFields.some((field) => option.has(field) && merged.has(field)))
      failTwice(loc, declaration, files);
    const type = option.get('type');
    const typeBefore = merged.get('type');
    const entries = new Map(option.entries);
    for (const [name, value] of merged) entries.set(name, value);
    if (type !== undefined && typeBefore !== undefined) {
      entries.set('type', mergeTypes(loc, typeBefore, type, declaration, files));
    }
    modules = [...modulesOf(declaration.file, type), ...modules];
    merged = entries;
    files.push(declaration.file);
  }
  return { fields: merged, modules };
}

function firstOf(declarations: readonly Declaration[]): AttrSet | undefined {
  const first = declarations[0];
  const value = first === undefined ? undefined : force(first.options);
  return value instanceof AttrSet ? value : undefined;
}

function mergeTypes(
  loc: Loc,
  before: Slot,
  type: Slot,
  declaration: Declaration,
  files: readonly string[],
): Slot {
  const functor = attribute(forceAttrs(type), 'functor');
  const merged = callFunction(attribute(forceAttrs(before), 'typeMerge'), functor);
  if (merged === null) failTwice(loc, declaration, files);
  return merged;
}

function failTwice(loc: Loc, declaration: Declaration, files: readonly string[]): never {
  return fail(
    `The option \`${showOption(loc)}' in \`${declaration.file}' is already declared in ${showFiles(files)}.`,
  );
}

/**
 * `lib.modules.fixupOptionType`: gives the option its final type, the default one or its submodule type with all
 * modules gathered.
 */
export function fixupOptionType(option: AttrSet, unspecified: AttrSet): AttrSet {
  const type = option.get('type');
  if (type !== undefined && typeOf(type).subModules === null) return option;
  const changed = new Map<string, Slot>();
  if (type === undefined) {
    changed.set('type', unspecified);
  } else {
    changed.set('type', typeOf(type).substSubModules(orElse(option.get('options'), [])));
    changed.set('options', []);
  }
  return new AttrSet(new OverlayEntries(option.entries, changed), () => option.positions);
}
