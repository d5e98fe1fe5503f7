/**
 * Option declarations to JSON Schema, as clan's converter makes it (clan-semantics 7): lossy, every property marked
 * read-only, the root under `$defs.Input`. It is what other tools compare and generate from; the editor's forms are
 * made from `form-schema.ts`, which keeps what is lost here.
 */
import { AttrSet, NixError, force, forceAttrs, forceList, forceString, toJsonValue } from '../nix';
import type { Slot } from '../nix';
import type { ExactJson } from './exact-json';
import { fromNixJson, objectOf } from './exact-json';
import { flattenOneOf } from './flatten-one-of';
import {
  descriptionOf,
  enumValues,
  isOption,
  isVisible,
  jsonIfPlain,
  need,
  nestedType,
  readOption,
  subOptionsOf,
} from './option-reading';
import type { OptionInfo } from './option-reading';
import { resolveRefs } from './resolve-refs';
import { anyJson, reference } from './schema-node';
import type { SchemaNode } from './schema-node';
import { broadKind } from './type-kinds';

/** Whether the schema is of what may be written (`input`) or of what comes out (clan-semantics 7.1). */
export type SchemaMode = 'input' | 'output';

/** What clan's converter can be told (clan-semantics 7). */
export interface SchemaOptions {
  readonly typePrefix: string;
  readonly modes: readonly SchemaMode[];
  /** Whether properties are marked read-only, by mode. */
  readonly readOnly: Readonly<Record<SchemaMode, boolean>>;
  readonly renamedTypes: ReadonlyMap<string, string>;
}

/** The options that clan uses for the interface of a role (clan-semantics 7, 7.3). */
export const interfaceSchemaOptions: SchemaOptions = {
  typePrefix: '',
  modes: ['input'],
  readOnly: { input: true, output: true },
  renamedTypes: new Map(),
};

/** The JSON Schema of a tree of options (clan-semantics 7.1). Throws NixError when a type cannot be converted (7.2). */
export function optionsToJsonSchema(options: AttrSet, settings: SchemaOptions): ExactJson {
  const definitions = settings.modes.flatMap((mode) => {
    const converter = new Converter(mode, settings);
    return [...resolveRefs(converter.tree(options, () => settings.typePrefix, undefined).schema).definitions];
  });
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs: objectOf(definitions) };
}

interface ConvertedOption {
  readonly schema: SchemaNode;
  readonly isRequired: boolean;
}

/** Where a type stands: how its definition is called, and whether it is a branch of a union. */
interface Place {
  readonly name: () => string;
  /** In a branch, types that may still merge with other branches get no definition of their own. */
  readonly isBranch: boolean;
}

interface SubmoduleInfo {
  readonly isRequired: boolean;
  readonly description: ExactJson | undefined;
}

/**
 * An option of an unknown type fails before anything inside its neighbours does: clan asks first of every option of a
 * group whether it has a schema, which only sometimes needs the types inside.
 */
function requireKnownType(slot: Slot): void {
  const set = forceAttrs(slot);
  if (!isOption(set)) return;
  const option = readOption(set);
  if (isVisible(option)) requireKind(option.type, option.loc);
}

function requireKind(type: AttrSet, loc: readonly string[]): void {
  const inside = (...names: readonly string[]): void =>
    names.forEach((name) => requireKind(nestedType(type, name), loc));
  switch (broadKind({ type, loc })) {
    case 'listOf':
    case 'attrsOf':
      return inside('elemType');
    case 'either':
      return inside('left');
    case 'coercedTo':
      return inside('coercedType', 'finalType');
    case 'attrTag': {
      const variants = forceAttrs(need(type, 'nestedTypes'));
      return variants
        .names()
        .forEach((tag) =>
          requireKind(forceAttrs(need(forceAttrs(need(variants, tag)), 'type')), [...loc, tag]),
        );
    }
    default:
  }
}

class Converter {
  readonly #suffix: string;

  constructor(
    private readonly mode: SchemaMode,
    private readonly settings: SchemaOptions,
  ) {
    this.#suffix = mode === 'input' ? 'Input' : 'Output';
  }

  tree(options: AttrSet, prefix: () => string, submodule: SubmoduleInfo | undefined): ConvertedOption {
    const properties = new Map<string, SchemaNode>();
    const required: string[] = [];
    const names = options.names().filter((name) => name !== '_module' && name !== '_freeformOptions');
    for (const name of names) requireKnownType(options.get(name) ?? null);
    for (const name of names) {
      const place = { name: () => this.#renamed(prefix() + upperFirst(name)), isBranch: false };
      const converted = this.#optionOrGroup(options.get(name) ?? null, place);
      if (converted === undefined) continue;
      properties.set(
        name,
        this.settings.readOnly[this.mode] ? { ...converted.schema, readOnly: true } : converted.schema,
      );
      if (converted.isRequired) required.push(name);
    }
    const schema: SchemaNode = {
      type: 'object',
      additionalProperties: this.#freeform(options, prefix) ?? false,
      ...(submodule?.description === undefined || submodule.description === null
        ? {}
        : { description: submodule.description }),
      ...(properties.size === 0 ? {} : { properties }),
      ...(required.length === 0 ? {} : { required }),
    };
    return {
      schema: reference(() => this.#renamed(prefix()) + this.#suffix, schema),
      isRequired: submodule?.isRequired ?? required.length > 0,
    };
  }

  #optionOrGroup(slot: Slot, place: Place): ConvertedOption | undefined {
    const set = forceAttrs(slot);
    return isOption(set) ? this.#option(readOption(set), place) : this.tree(set, place.name, undefined);
  }

  /** The schema of the other attributes of a submodule whose freeform type is `attrsOf` something. */
  #freeform(options: AttrSet, prefix: () => string): SchemaNode | undefined {
    const module = options.get('_module');
    const slot = module === undefined ? undefined : forceAttrs(module).get('freeformType');
    if (slot === undefined) return undefined;
    const option = forceAttrs(slot);
    const type = force(forceList(need(option, 'definitions'))[0] ?? null);
    const nested = type instanceof AttrSet ? type.get('nestedTypes') : undefined;
    const element = nested === undefined ? undefined : forceAttrs(nested).get('elemType');
    if (element === undefined) return undefined;
    const place = { name: () => this.#renamed(`${prefix()}Freeform`), isBranch: false };
    return this.#option({ type: forceAttrs(element), loc: readOption(option).loc }, place)?.schema;
  }

  #option(option: OptionInfo, place: Place): ConvertedOption | undefined {
    if (!isVisible(option)) return undefined;
    const schema = this.#schema(option, place);
    if (schema === undefined) return undefined;
    return { schema, isRequired: this.#isRequired(option) };
  }

  #isRequired(option: OptionInfo): boolean {
    const { declaration } = option;
    return (
      this.mode === 'output' ||
      !(declaration?.has('default') === true || declaration?.has('defaultText') === true)
    );
  }

  #schema(option: OptionInfo, place: Place): SchemaNode | undefined {
    const kind = broadKind(option);
    switch (kind) {
      case 'boolean':
      case 'integer':
      case 'number':
      case 'string':
        return { type: kind, ...described(option), ...this.#default(option) };
      case 'enum':
        return this.#enum(option, place);
      case 'nullOr':
        return this.#nullOr(option, place);
      case 'either':
        return this.#union(option, place, [
          ['left', nestedType(option.type, 'left')],
          ['right', nestedType(option.type, 'right')],
        ]);
      case 'coercedTo':
        return this.#coercedTo(option, place);
      case 'attrs':
        return this.#named(place, { type: 'object', additionalProperties: anyJson, ...described(option) });
      case 'submodule':
        return this.tree(subOptionsOf(option.type, option.loc), place.name, {
          isRequired: this.#isRequired(option),
          description: descriptionOf(option),
        }).schema;
      case 'listOf':
        return this.#collection(option, place, (items) => ({ type: 'array', items }));
      case 'attrsOf':
        return this.#collection(option, place, (additionalProperties) => ({
          type: 'object',
          additionalProperties,
        }));
      case 'attrTag':
        return this.#attrTag(option, place);
      case 'any':
        return { ...anyJson, ...described(option) };
    }
  }

  #default(option: OptionInfo): { readonly default?: ExactJson } {
    const slot = option.declaration?.get('default');
    if (slot === undefined || option.declaration?.has('defaultText') === true) return {};
    const value = jsonIfPlain(force(slot));
    return value === undefined ? {} : { default: value };
  }

  #enum(option: OptionInfo, place: Place): SchemaNode {
    const values = enumValues(option.type).map((value) => fromNixJson(toJsonValue(value)));
    return reference(() => this.#renamed(place.name() + this.#suffix), {
      enum: values,
      ...described(option),
    });
  }

  #nullOr(option: OptionInfo, place: Place): SchemaNode {
    const inner = this.#option({ type: nestedType(option.type, 'elemType'), loc: option.loc }, place);
    const branches = flattenOneOf([{ type: 'null' }, ...(inner === undefined ? [] : [inner.schema])]);
    return { ...single(branches), ...described(option) };
  }

  #coercedTo(option: OptionInfo, place: Place): SchemaNode | undefined {
    const to = nestedType(option.type, 'finalType');
    const from = nestedType(option.type, 'coercedType');
    if (this.mode === 'input')
      return this.#union(option, place, [
        ['from', from],
        ['to', to],
      ]);
    const converted = this.#option({ type: to, loc: option.loc }, { name: place.name, isBranch: false });
    return converted === undefined ? undefined : { ...converted.schema, ...described(option) };
  }

  #union(
    option: OptionInfo,
    place: Place,
    types: readonly (readonly [string, AttrSet])[],
  ): SchemaNode | undefined {
    // A branch's name says which branch it is only when several are left; that is known once all are converted.
    let remaining = 0;
    const converted = types.map(([side, type]) => {
      const name = (): string => this.#renamed(place.name() + (remaining >= 2 ? upperFirst(side) : ''));
      return this.#option({ type, loc: option.loc }, { name, isBranch: true });
    });
    const branches = flattenOneOf(
      converted.flatMap((branch) => (branch === undefined ? [] : [branch.schema])),
    );
    if (branches.length === 0) return undefined;
    remaining = branches.length;
    const schema = { ...single(branches), ...described(option) };
    return !place.isBranch && isComposite(schema) ? this.#named(place, schema) : schema;
  }

  #collection(
    option: OptionInfo,
    place: Place,
    wrap: (element: SchemaNode) => SchemaNode,
  ): SchemaNode | undefined {
    const elementPlace = { name: () => this.#renamed(`${place.name()}Item`), isBranch: false };
    const element = this.#option(
      { type: nestedType(option.type, 'elemType'), loc: option.loc },
      elementPlace,
    );
    if (element === undefined) return undefined;
    return this.#named(place, { ...wrap(element.schema), ...described(option) });
  }

  #attrTag(option: OptionInfo, place: Place): SchemaNode | undefined {
    const tags = forceAttrs(need(option.type, 'nestedTypes'));
    const variants = tags.names().flatMap((tag) => {
      const type = forceAttrs(need(forceAttrs(tags.get(tag) ?? null), 'type'));
      const tagPlace = { name: () => this.#renamed(place.name() + upperFirst(tag)), isBranch: false };
      const converted = this.#option({ type, loc: [...option.loc, tag] }, tagPlace);
      return converted === undefined ? [] : [closedVariant(tag, converted.schema)];
    });
    if (variants.length === 0) return undefined;
    return this.#named(place, { ...single(variants), ...described(option) });
  }

  #named(place: Place, schema: SchemaNode): SchemaNode {
    return reference(() => this.#renamed(place.name()) + this.#suffix, schema);
  }

  #renamed(name: string): string {
    return this.settings.renamedTypes.get(name) ?? name;
  }
}

function closedVariant(tag: string, schema: SchemaNode): SchemaNode {
  return {
    type: 'object',
    properties: new Map([[tag, schema]]),
    required: [tag],
    additionalProperties: false,
  };
}

function single(branches: readonly SchemaNode[]): SchemaNode {
  const [first] = branches;
  return branches.length === 1 && first !== undefined ? first : { oneOf: branches };
}

function isComposite(schema: SchemaNode): boolean {
  return (
    schema.type === 'array' ||
    schema.type === 'object' ||
    schema.enum !== undefined ||
    schema.oneOf !== undefined
  );
}

function described(option: OptionInfo): { readonly description?: ExactJson } {
  const description = descriptionOf(option);
  return description === undefined ? {} : { description };
}

/** The name with its first letter in upper case and the rest as it is (clan-semantics 7.1). */
export function upperFirst(name: string): string {
  const [first = ''] = name;
  return /^[a-z]$/.test(first) ? first.toUpperCase() + name.slice(1) : name;
}

/**
 * Reads the arguments that clan's `jsonschema.fromOptions` takes (clan-semantics 7). Throws NixError without
 * `typePrefix`, and when neither mode is wanted.
 */
export function readSchemaOptions(args: AttrSet): SchemaOptions {
  const flag = (name: SchemaMode): boolean => {
    const slot = args.get(name);
    return slot === undefined || force(slot) === true;
  };
  const modes = (['input', 'output'] as const).filter(flag);
  if (modes.length === 0) throw new NixError('throw', 'either input or output must be true');
  const renamed = args.get('renamedTypes');
  const names = renamed === undefined ? [] : [...forceAttrs(renamed).entries];
  return {
    typePrefix: forceString(need(args, 'typePrefix')),
    modes,
    readOnly: readOnlyFlags(args.get('readOnly')),
    renamedTypes: new Map(names.map(([from, to]) => [from, forceString(to)])),
  };
}

function readOnlyFlags(slot: Slot | undefined): SchemaOptions['readOnly'] {
  if (slot === undefined) return { input: true, output: true };
  const set = forceAttrs(slot);
  const flag = (name: SchemaMode): boolean => {
    const value = set.get(name);
    return value === undefined || force(value) === true;
  };
  return { input: flag('input'), output: flag('output') };
}
