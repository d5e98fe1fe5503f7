import { NixError, force, isString, stringText } from '../nix';
import { typeNameOf } from './option-reading';
import type { OptionInfo } from './option-reading';

/** The kinds of types that the converter to JSON Schema tells apart (clan-semantics 7.2). */
export type BroadKind =
  | 'boolean'
  | 'integer'
  | 'number'
  | 'string'
  | 'enum'
  | 'nullOr'
  | 'either'
  | 'coercedTo'
  | 'attrs'
  | 'submodule'
  | 'listOf'
  | 'attrsOf'
  | 'attrTag'
  | 'any';

const kinds: ReadonlyMap<string, BroadKind> = new Map([
  ['bool', 'boolean'],
  ['boolByOr', 'boolean'],
  ['int', 'integer'],
  ['intBetween', 'integer'],
  ['positiveInt', 'integer'],
  ['unsignedInt', 'integer'],
  ['unsignedInt8', 'integer'],
  ['unsignedInt16', 'integer'],
  ['unsignedInt32', 'integer'],
  ['signedInt8', 'integer'],
  ['signedInt16', 'integer'],
  ['signedInt32', 'integer'],
  ['float', 'number'],
  ['numberBetween', 'number'],
  ['numberNonnegative', 'number'],
  ['numberPositive', 'number'],
  ['str', 'string'],
  ['nonEmptyStr', 'string'],
  ['singleLineStr', 'string'],
  ['separatedString', 'string'],
  ['path', 'string'],
  ['enum', 'enum'],
  ['nullOr', 'nullOr'],
  ['either', 'either'],
  ['coercedTo', 'coercedTo'],
  ['attrs', 'attrs'],
  ['submodule', 'submodule'],
  ['listOf', 'listOf'],
  ['attrsOf', 'attrsOf'],
  ['lazyAttrsOf', 'attrsOf'],
  ['attrTag', 'attrTag'],
  ['anything', 'any'],
  ['unspecified', 'any'],
  ['raw', 'any'],
  ['deferredModule', 'any'],
]);

/** The kind of a type by its name (clan-semantics 7.2), or undefined for types that have no JSON form. */
export function kindOfTypeName(name: string): BroadKind | undefined {
  const kind = kinds.get(name);
  if (kind !== undefined) return kind;
  return name.startsWith('strMatching ') || name.startsWith('passwdEntry ') ? 'string' : undefined;
}

/**
 * The kind of an option's type. Throws NixError, as clan's converter does, for types that it does not know
 * (clan-semantics 7.2).
 */
export function broadKind(option: OptionInfo): BroadKind {
  const name = typeNameOf(option.type);
  const kind = kindOfTypeName(name);
  if (kind !== undefined) return kind;
  const slot = option.type.get('description');
  const description = slot === undefined ? null : force(slot);
  const text = isString(description) ? stringText(description) : '';
  throw new NixError(
    'throw',
    `option type '${name}' ('${text}') not supported by jsonschema converter\nlocation: ${option.loc.join('.')}\n`,
  );
}
