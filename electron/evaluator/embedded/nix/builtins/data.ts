/** Builtins that turn values into data formats and back. */
import { parse as parseToml, TomlDate, TomlError, type TomlTable, type TomlValue } from 'smol-toml';
import { NixError } from '../errors';
import { forceString, forceStringNoContext, withContext } from '../eval/coerce';
import { toJsonText } from '../print/json';
import { toXml } from '../print/xml';
import { AttrSet, type ContextString, type Slot, type Value } from '../value/value';
import { argumentOf, type Builtin } from './builtin';
import type { CopyHost } from './copy-host';
import { checkNoNull } from './null-bytes';
import { parseJson } from './parse-json';
import { dateMark, markDates } from './toml-dates';
import { unlessUnknown } from './unknown-argument';

function fromJson(text: Slot): Value {
  const source = forceStringNoContext(text, argumentOf('fromJSON', 0));
  try {
    return parseJson(source);
  } catch (error) {
    if (error instanceof NixError) error.addFrame('while decoding a JSON string');
    throw error;
  }
}

function fromToml(text: Slot): Value {
  const source = forceString(text, argumentOf('fromTOML', 0));
  try {
    const table = parseToml(source, { integersAsBigInt: true });
    const value = tomlTable(table);
    return hasDate(table) ? tomlTable(parseToml(markDates(source), { integersAsBigInt: true }), true) : value;
  } catch (error) {
    if (error instanceof TomlError) {
      throw new NixError(
        'eval',
        `while parsing TOML: line ${error.line}, column ${error.column}: ${firstLine(error.message)}`,
      );
    }
    throw error;
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

function tomlTable(table: TomlTable, hasMarks = false): AttrSet {
  return new AttrSet(
    new Map(Object.entries(table).map(([name, value]) => [checkNoNull(name), tomlValue(value, hasMarks)])),
  );
}

function hasDate(value: TomlValue): boolean {
  if (value instanceof TomlDate) return true;
  return typeof value === 'object' && Object.values(value as TomlTable).some(hasDate);
}

function timestamp(value: string): AttrSet {
  return AttrSet.of({ _type: 'timestamp', value });
}

function tomlInteger(value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new NixError('eval', `while parsing TOML: the integer ${value} does not fit in 64 bits`);
}

/** `hasMarks` tells that dates stand as strings with a mark; the others have been looked at before. */
function tomlValue(value: TomlValue, hasMarks: boolean): Slot {
  if (value instanceof TomlDate) return timestamp(value.toISOString());
  if (Array.isArray(value)) return value.map((item) => tomlValue(item, hasMarks));
  if (typeof value === 'string') {
    if (hasMarks && value.startsWith(dateMark)) return timestamp(value.slice(dateMark.length));
    return checkNoNull(value);
  }
  if (typeof value === 'bigint') return tomlInteger(value);
  return typeof value === 'object' ? tomlTable(value, hasMarks) : value;
}

/** The builtins for JSON, TOML and XML. */
export function dataBuiltins(host: CopyHost): readonly Builtin[] {
  const pathToString = (path: string): string | ContextString => host.copyToStore(path);
  return [
    {
      name: 'toJSON',
      args: ['e'],
      doc: 'A value as JSON text.',
      run: (slot) => {
        const context = new Set<string>();
        return withContext(toJsonText(slot, { pathToString, context }), context);
      },
    },
    {
      name: 'fromJSON',
      args: ['e'],
      doc: 'The value that a JSON text stands for.',
      run: (text) => unlessUnknown('builtins.fromJSON', text, () => fromJson(text)),
    },
    {
      name: 'fromTOML',
      args: ['e'],
      doc: 'The value that a TOML text stands for.',
      run: (text) => unlessUnknown('builtins.fromTOML', text, () => fromToml(text)),
    },
    {
      name: 'toXML',
      args: ['e'],
      doc: 'A value as XML text.',
      run: (slot) => {
        const context = new Set<string>();
        return withContext(toXml(slot, { isStrict: true, hasPositions: false, context }), context);
      },
    },
  ];
}
