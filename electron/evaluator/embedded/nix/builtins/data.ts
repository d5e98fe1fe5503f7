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
    return tomlTable(parseToml(source, { integersAsBigInt: true }));
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

function tomlTable(table: TomlTable): AttrSet {
  return new AttrSet(
    new Map(Object.entries(table).map(([name, value]) => [checkNoNull(name), tomlValue(value)])),
  );
}

function tomlInteger(value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new NixError('eval', `while parsing TOML: the integer ${value} does not fit in 64 bits`);
}

function tomlValue(value: TomlValue): Slot {
  if (value instanceof TomlDate)
    throw new NixError('eval', 'while parsing TOML: Dates and times are not supported');
  if (Array.isArray(value)) return value.map(tomlValue);
  if (typeof value === 'string') return checkNoNull(value);
  if (typeof value === 'bigint') return tomlInteger(value);
  return typeof value === 'object' ? tomlTable(value) : value;
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
    { name: 'fromJSON', args: ['e'], doc: 'The value that a JSON text stands for.', run: fromJson },
    { name: 'fromTOML', args: ['e'], doc: 'The value that a TOML text stands for.', run: fromToml },
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
