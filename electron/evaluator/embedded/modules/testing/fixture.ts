import {
  AttrSet,
  NixError,
  callFunction,
  createInterpreter,
  forceAttrs,
  runWithBudget,
  toJsonValue,
} from '../../nix';
import type { NixJson, Slot, Value } from '../../nix';
import { createModuleSystem } from '..';
import type { Configuration, DefinitionInfo, NativeModuleSystem } from '..';
import type { LibHost } from '../../lib/host';
import { memoryIo } from './memory-io';

/** A module system over files in memory, and short ways to ask it things. */
export interface Fixture {
  readonly system: NativeModuleSystem;
  /** The interpreter that it runs on. */
  readonly host: LibHost;
  /** What was traced or warned about so far. */
  readonly traced: readonly string[];
  /** The value of a Nix text in which `lib` is bound. */
  value(text: string): Value;
  /** The same as plain JSON; `error: MESSAGE` when it fails. */
  json(text: string): unknown;
  /** The evaluation of modules given as a Nix list. */
  evaluate(modules: string, specialArgs?: Readonly<Record<string, Slot>>): Configuration;
  /** The definitions at a dotted path, as short texts: `outcome priority file:line:column value`. */
  definitions(configuration: Configuration, path: string): string[];
}

const budget = { maxDepth: 10_000, maxSteps: 10_000_000, isCancelled: () => false };

/** Makes a fixture; paths of files are absolute, texts are evaluated in `/clan`. */
export function makeFixture(files: Readonly<Record<string, string>> = {}): Fixture {
  const traced: string[] = [];
  const interpreter = createInterpreter({ io: memoryIo(files, (message) => traced.push(message)) });
  const system = createModuleSystem(interpreter);
  const value = (text: string): Value =>
    callFunction(interpreter.evalText(`lib: ${text}`, { baseDir: '/clan', label: 'test' }), system.lib);
  return {
    system,
    host: interpreter,
    traced,
    value,
    json: (text) => guarded(() => toJsonValue(value(text))),
    evaluate: (modules, specialArgs = {}) =>
      system.evalModules({
        modules: value(modules) as readonly Slot[],
        specialArgs: AttrSet.of(specialArgs),
      }),
    definitions: (configuration, path) =>
      system.definitionsOf(configuration, path === '' ? [] : path.split('.')).map(showDefinition),
  };
}

/** Plain JSON of a value, or the error that computing it gives. */
export function guarded(compute: () => NixJson): unknown {
  try {
    return plain(runWithBudget({ ...budget, deadline: Date.now() + 10_000 }, compute));
  } catch (error) {
    if (error instanceof NixError) return `error: ${error.message}`;
    throw error;
  }
}

/** A slot all the way down, as plain JSON. */
export function plainValue(slot: Slot): unknown {
  return guarded(() => toJsonValue(slot));
}

function plain(value: NixJson): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [key, plain(item as NixJson)]));
  return Array.isArray(value) ? value.map((item) => plain(item as NixJson)) : value;
}

function showDefinition(definition: DefinitionInfo): string {
  const place = definition.span?.source.lineColumn(definition.span.start);
  const where = place === undefined ? definition.file : `${definition.file}:${place.line}:${place.column}`;
  const order = definition.order === 1000 ? '' : ` order ${definition.order}`;
  const kind = definition.isDefault ? 'default' : definition.outcome;
  return `${kind} ${definition.priority}${order} ${where} ${JSON.stringify(plainValue(definition.value))}`;
}

/** The attribute set in a slot; for tests that look inside. */
export function attrs(slot: Slot): AttrSet {
  return forceAttrs(slot);
}
