/**
 * Option declarations to what a settings form is made of: JSON Schema with everything that clan's own conversion loses
 * (bounds, patterns, defaults, where an option is declared) as the keyword `x-clan` beside each option. A type without
 * a JSON form becomes a free JSON value and a diagnostic; the rest of the form is not disturbed.
 */
import type { Diagnostic, SourceSpan } from '../../../../shared/base/diagnostic';
import { exactJsonText } from '../../../../shared/base/exact-number';
import { isJsonObject } from '../../../../shared/base/json';
import type { Json, JsonObject } from '../../../../shared/base/json';
import { relativeTo } from '../../../../shared/base/posix-path';
import type { OptionHints } from '../../../../shared/clan/evaluation';
import {
  AttrSet,
  NixError,
  force,
  forceAttrs,
  forceList,
  forceString,
  isString,
  stringText,
  toJsonValue,
} from '../nix';
import type { Slot } from '../nix';
import { fromNixJson, objectOf, toDocumentJson } from './exact-json';
import {
  descriptionOf,
  enumValues,
  isOption,
  jsonIfPlain,
  need,
  nestedType,
  readOption,
  subOptionsOf,
  typeNameOf,
} from './option-reading';
import type { OptionInfo } from './option-reading';
import { kindOfTypeName } from './type-kinds';
import { boundsOf, patternOf } from './type-limits';
import { hasEmptyValue, isValueNeeded, reachOf, shapeOf } from './type-reach';
import type { Reach } from './type-reach';

/** A form schema, and what is to be said about it: a diagnostic for each option that only has a free JSON value. */
export interface FormSchemaResult {
  readonly schema: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** Submodules in submodules deeper than this (or that hold themselves) become free JSON values. */
const maxDepth = 24;

/**
 * The form schema of a tree of options, by the rules of clan-semantics 7 without their losses; its root is
 * `#/$defs/Input`. Places of declarations are told relative to `directory`. Never throws for a single option: that
 * gives a diagnostic.
 */
export function optionsToFormSchema(options: AttrSet, directory: string): FormSchemaResult {
  const builder = new FormBuilder(directory);
  const input = builder.group(options, []);
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $ref: '#/$defs/Input',
    $defs: { Input: input },
  };
  return { schema, diagnostics: builder.diagnostics };
}

class FormBuilder {
  readonly diagnostics: Diagnostic[] = [];

  constructor(private readonly directory: string) {}

  group(options: AttrSet, loc: readonly string[]): JsonObject {
    const properties: [string, Json][] = [];
    const required: string[] = [];
    for (const name of options.names()) {
      if (name.startsWith('_') && (name === '_module' || name === '_freeformOptions')) continue;
      const found = this.#attempt(
        () => this.#member(options.get(name) ?? null, [...loc, name]),
        [...loc, name],
      );
      if (found === undefined) continue;
      properties.push([name, found.schema]);
      if (found.isRequired) required.push(name);
    }
    const rest = this.#attempt(() => this.#freeform(options, loc), loc);
    return {
      type: 'object',
      properties: objectOf(properties),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: rest ?? false,
    };
  }

  #member(slot: Slot, loc: readonly string[]): { schema: JsonObject; isRequired: boolean } | undefined {
    const set = forceAttrs(slot);
    if (!isOption(set)) {
      const schema = this.group(set, loc);
      return { schema, isRequired: schema['required'] !== undefined };
    }
    if (flag(set, 'visible') === false) return undefined;
    const option = { ...readOption(set), loc };
    const schema = this.#option(option);
    const isRequired = !set.has('default') && !set.has('defaultText') && isValueNeeded(set, schema);
    return { schema, isRequired };
  }

  #freeform(options: AttrSet, loc: readonly string[]): JsonObject | undefined {
    const module = options.get('_module');
    const slot = module === undefined ? undefined : forceAttrs(module).get('freeformType');
    if (slot === undefined) return undefined;
    const [definition] = forceList(need(forceAttrs(slot), 'definitions'));
    const type = definition === undefined ? null : force(definition);
    if (!(type instanceof AttrSet)) return undefined;
    const kind = kindOfTypeName(typeNameOf(type));
    return kind === 'attrsOf' ? this.#type(nestedType(type, 'elemType'), loc) : {};
  }

  #option(option: OptionInfo): JsonObject {
    const schema = this.#attempt(() => this.#type(option.type, option.loc), option.loc) ?? {};
    const description = this.#attempt(() => descriptionOf(option), option.loc);
    return {
      ...schema,
      ...(typeof description === 'string' ? { description } : {}),
      'x-clan': { ...hintsIn(schema), ...this.#hints(option) } as unknown as Json,
    };
  }

  #type(type: AttrSet, loc: readonly string[]): JsonObject {
    if (loc.length > maxDepth) return {};
    const name = typeNameOf(type);
    const kind = kindOfTypeName(name);
    switch (kind) {
      case 'boolean':
        return { type: 'boolean' };
      case 'integer':
      case 'number':
        return {
          type: kind,
          // Nix tells 2.0 from 2, JSON Schema does not.
          ...(name === 'float' ? { format: 'float' } : {}),
          ...boundsOf(name, descriptionText(type)),
        };
      case 'string':
        return { type: 'string', ...patternOf(name, descriptionText(type)) };
      case 'enum':
        return { enum: enumValues(type).map((value) => toDocumentJson(fromNixJson(toJsonValue(value)))) };
      case 'nullOr':
        return this.#union([null, nestedType(type, 'elemType')], loc);
      case 'either':
        return this.#union([nestedType(type, 'left'), nestedType(type, 'right')], loc);
      case 'coercedTo':
        return this.#union([nestedType(type, 'coercedType'), nestedType(type, 'finalType')], loc);
      case 'listOf':
        return {
          type: 'array',
          items: this.#element(nestedType(type, 'elemType'), [...loc, '*']),
          // `nonEmptyListOf` differs from `listOf` in nothing else that can be seen from outside.
          ...(hasEmptyValue(type) ? {} : { minItems: 1 }),
        };
      case 'attrsOf':
        return {
          type: 'object',
          additionalProperties: this.#element(nestedType(type, 'elemType'), [...loc, '<name>']),
        };
      case 'attrs':
        return { type: 'object', additionalProperties: {} };
      case 'submodule':
        return this.group(subOptionsOf(type, loc), loc);
      case 'attrTag':
        return this.#attrTag(type, loc);
      case 'any':
        return {};
      case undefined:
        // One definition or several is not the form's business: `uniq int` is a number.
        if (name === 'unique') return this.#type(nestedType(type, 'elemType'), loc);
        this.#unsupported(type, loc);
        return {};
    }
  }

  /** An element's schema with its type in words, so that labels need not be guessed. */
  #element(type: AttrSet, loc: readonly string[]): JsonObject {
    const schema = this.#attempt(() => this.#type(type, loc), loc) ?? {};
    return {
      ...schema,
      'x-clan': { ...hintsIn(schema), ...typeHints(type, loc), hasDefault: false } as unknown as Json,
    };
  }

  /** Branches of nested unions are one list; `null` stands for "nothing". */
  #union(types: readonly (AttrSet | null)[], loc: readonly string[]): JsonObject {
    const branches = types.flatMap((type) => this.#branches(type, loc));
    const distinct = branches.filter(
      (branch, index) => !branches.slice(0, index).some((earlier) => isShadowed(branch, earlier)),
    );
    const [only] = distinct;
    if (distinct.length === 1 && only !== undefined) return only.schema;
    // Where an instance can fit two branches, "exactly one" would refuse what the module accepts.
    const keyword = mayOverlap(distinct.map((branch) => branch.schema)) ? 'anyOf' : 'oneOf';
    return {
      [keyword]: distinct.map((branch) => branch.schema),
      'x-clan': { branchLabels: distinct.map((branch) => branch.label) },
    };
  }

  #branches(type: AttrSet | null, loc: readonly string[]): readonly Branch[] {
    if (type === null) return [{ schema: { type: 'null' }, label: 'nothing (null)', reach: undefined }];
    const kind = kindOfTypeName(typeNameOf(type));
    if (kind === 'nullOr')
      return [...this.#branches(null, loc), ...this.#branches(nestedType(type, 'elemType'), loc)];
    if (kind === 'either') {
      return [
        ...this.#branches(nestedType(type, 'left'), loc),
        ...this.#branches(nestedType(type, 'right'), loc),
      ];
    }
    return [{ schema: this.#element(type, loc), label: descriptionText(type), reach: reachOf(type) }];
  }

  #attrTag(type: AttrSet, loc: readonly string[]): JsonObject {
    const tags = forceAttrs(need(type, 'nestedTypes'));
    const names = tags.names();
    const variants = names.map((tag): JsonObject => {
      const option = forceAttrs(tags.get(tag) ?? null);
      const inner: OptionInfo = {
        type: forceAttrs(need(option, 'type')),
        loc: [...loc, tag],
        declaration: option,
      };
      return {
        type: 'object',
        title: tag,
        properties: objectOf([[tag, this.#option(inner) as Json] as const]),
        required: [tag],
        additionalProperties: false,
      };
    });
    const [only] = variants;
    if (variants.length === 1 && only !== undefined) return only;
    return { oneOf: variants, 'x-clan': { branchLabels: names } };
  }

  #hints(option: OptionInfo): OptionHints {
    const { declaration } = option;
    const base = typeHints(option.type, option.loc);
    if (declaration === undefined) return { ...base, hasDefault: false };
    const declared = this.#attempt(() => defaultValue(declaration), option.loc);
    const value = mentionsPlaceholder(declared) ? undefined : declared;
    const text = this.#attempt(() => literalText(declaration.get('defaultText')), option.loc);
    const example = this.#attempt(() => literalText(declaration.get('example')), option.loc);
    const declaredAt = this.#attempt(() => declarationSpan(declaration, this.directory), option.loc);
    return {
      ...base,
      hasDefault: declaration.has('default') || declaration.has('defaultText'),
      ...(value === undefined ? {} : { default: value }),
      ...(text === undefined ? {} : { defaultText: text }),
      ...(example === undefined ? {} : { example }),
      ...(declaredAt === undefined ? {} : { declaredAt }),
      ...(flag(declaration, 'internal') === true ? { isInternal: true } : {}),
      ...(flag(declaration, 'readOnly') === true ? { isReadOnly: true } : {}),
    };
  }

  #unsupported(type: AttrSet, loc: readonly string[]): void {
    this.diagnostics.push({
      code: 'form.unsupported-type',
      severity: 'info',
      message: `The setting ${loc.join('.')} has the type ${descriptionText(type)}, for which there is no form: it is edited as JSON.`,
    });
  }

  #attempt<T>(compute: () => T, loc: readonly string[]): T | undefined {
    try {
      return compute();
    } catch (error) {
      if (!(error instanceof NixError) || error.kind === 'cancelled' || error.kind === 'limit') throw error;
      this.diagnostics.push({
        code: 'form.option-fails',
        severity: 'warning',
        message: `The declaration of the setting ${loc.join('.')} cannot be evaluated: ${error.message.trim()}`,
      });
      return undefined;
    }
  }
}

interface Branch {
  readonly schema: JsonObject;
  readonly label: string;
  readonly reach: Reach;
}

/** Whether no value gets to a branch because an earlier one takes all of them. */
function isShadowed(branch: Branch, earlier: Branch): boolean {
  const isTaken = earlier.reach !== undefined && earlier.reach === shapeOf(branch.schema);
  return isTaken || isSameKind(earlier.schema, branch.schema);
}

function typeHints(type: AttrSet, loc: readonly string[]): Omit<OptionHints, 'hasDefault'> {
  return { loc, typeName: typeNameOf(type).split(' ')[0] ?? '', typeDescription: descriptionText(type) };
}

function hintsIn(schema: JsonObject): object {
  const hints = schema['x-clan'];
  return typeof hints === 'object' && hints !== null && 'branchLabels' in hints
    ? { branchLabels: hints.branchLabels }
    : {};
}

function descriptionText(type: AttrSet): string {
  const slot = type.get('description');
  const value = slot === undefined ? null : force(slot);
  return isString(value) ? stringText(value) : typeNameOf(type);
}

const limits = ['pattern', 'enum', 'minimum', 'maximum', 'exclusiveMinimum', 'format'];

function isSameKind(a: JsonObject, b: JsonObject): boolean {
  const isPlain = (schema: JsonObject): boolean => !limits.some((limit) => limit in schema);
  return (
    a['type'] !== undefined &&
    a['type'] === b['type'] &&
    a['type'] !== 'object' &&
    a['type'] !== 'array' &&
    isPlain(a)
  );
}

function mayOverlap(branches: readonly JsonObject[]): boolean {
  const kinds = branches.map((branch) => (typeof branch['type'] === 'string' ? branch['type'] : 'any'));
  const isAmbiguous = (kind: string, index: number): boolean =>
    kind === 'any' || kinds.indexOf(kind) !== index || (kind === 'integer' && kinds.includes('number'));
  return kinds.some(isAmbiguous);
}

function flag(set: AttrSet, name: string): boolean | undefined {
  const slot = set.get(name);
  const value = slot === undefined ? undefined : force(slot);
  return typeof value === 'boolean' ? value : undefined;
}

/**
 * Whether a default was computed from the name of an entry that there is not: the declarations of a submodule are read
 * without one, and stand in `‹name›` for it (clan-semantics 7.3). The evaluated settings have the real one.
 */
function mentionsPlaceholder(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.includes('‹name›');
  if (Array.isArray(value)) return (value as readonly Json[]).some(mentionsPlaceholder);
  return isJsonObject(value) && Object.values(value).some(mentionsPlaceholder);
}

function defaultValue(declaration: AttrSet): Json | undefined {
  const slot = declaration.get('default');
  const value = slot === undefined ? undefined : jsonIfPlain(force(slot));
  return value === undefined ? undefined : toDocumentJson(value);
}

/** The text of `literalExpression` and the like; a plain value in Nix notation. */
function literalText(slot: Slot | undefined): string | undefined {
  if (slot === undefined) return undefined;
  const value = force(slot);
  if (isString(value)) return stringText(value);
  const text = value instanceof AttrSet ? value.get('text') : undefined;
  if (text !== undefined) return forceString(text);
  const json = jsonIfPlain(value);
  return json === undefined ? undefined : exactJsonText(toDocumentJson(json));
}

function declarationSpan(declaration: AttrSet, directory: string): SourceSpan | undefined {
  const slot = declaration.get('declarationPositions');
  const [first] = slot === undefined ? [] : forceList(slot);
  const place = first === undefined ? null : force(first);
  if (!(place instanceof AttrSet)) return undefined;
  const line = force(place.get('line') ?? null);
  const column = force(place.get('column') ?? null);
  if (typeof line !== 'bigint' || typeof column !== 'bigint') return undefined;
  return {
    path: relativeTo(forceString(need(place, 'file')), directory),
    line: Number(line),
    column: Number(column),
  };
}
