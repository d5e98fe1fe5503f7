/** Builtins on the context of strings: what store paths a string depends on. */
import { NixError } from '../errors';
import {
  forceAttrs,
  forceBool,
  forceList,
  forceString,
  forceStringValue,
  stringContext,
  stringText,
  withContext,
} from '../eval/coerce';
import { parseContext, type ContextElement } from '../store/context-element';
import { isStorePath } from '../store/store-paths';
import { normalizePath } from '../value/paths';
import { quoteString } from '../value/quote-string';
import { AttrSet, type Slot, type Value } from '../value/value';
import { argumentOf, type Builtin } from './builtin';
import { coerceCopying, type CopyHost } from './copy-host';

/** What a string depends on of one store path. */
interface Dependency {
  isPath: boolean;
  isAllOutputs: boolean;
  readonly outputs: string[];
}

function getContext(text: Slot): Value {
  const value = forceStringValue(text, argumentOf('getContext', 0));
  const dependencies = new Map<string, Dependency>();
  for (const element of stringContext(value)) {
    const parsed = parseContext(element);
    const { path, kind } = parsed;
    const dependency = dependencies.get(path) ?? { isPath: false, isAllOutputs: false, outputs: [] };
    dependencies.set(path, dependency);
    if (kind === 'path') dependency.isPath = true;
    else if (parsed.kind === 'output') dependency.outputs.push(lastOutput(parsed));
    else dependency.isAllOutputs = true;
  }
  const entries = new Map<string, Slot>();
  for (const [path, { isPath, isAllOutputs, outputs }] of dependencies) {
    const parts: Record<string, Slot> = {};
    if (isPath) parts.path = true;
    if (isAllOutputs) parts.allOutputs = true;
    if (outputs.length > 0) parts.outputs = outputs.sort();
    entries.set(path, AttrSet.of(parts));
  }
  return new AttrSet(entries);
}

function lastOutput({ path, outputs }: Extract<ContextElement, { kind: 'output' }>): string {
  const [first = '', ...deeper] = outputs;
  if (deeper.length === 0) return first;
  throw new NixError('eval', `path '${path}' is not valid: the derivation that it would build is not known`);
}

function appendContext(text: Slot, added: Slot): Value {
  const value = forceStringValue(text, argumentOf('appendContext', 0));
  const context = new Set(stringContext(value));
  const sets = forceAttrs(added, argumentOf('appendContext', 1));
  for (const name of sets.names()) {
    const path = name.startsWith('/') ? normalizePath(name) : name;
    if (!isStorePath(path)) {
      const message = `context key '${quoteString(name)}' is not a store path`;
      throw new NixError('eval', message, sets.positionOf(name));
    }
    const parts = forceAttrs(sets.get(name) as Slot, 'the value of a string context');
    addElements(context, path, parts);
  }
  return withContext(stringText(value), context);
}

function addElements(context: Set<string>, path: string, parts: AttrSet): void {
  const isPath = parts.get('path');
  if (isPath !== undefined && forceBool(isPath, 'the `path` attribute of a string context'))
    context.add(path);
  const isAll = parts.get('allOutputs');
  if (isAll !== undefined && forceBool(isAll, 'the `allOutputs` attribute of a string context')) {
    if (!path.endsWith('.drv')) {
      throw new NixError(
        'eval',
        `tried to add all-outputs context of ${path}, which is not a derivation, to a string`,
      );
    }
    context.add(`=${path}`);
  }
  const outputs = parts.get('outputs');
  if (outputs === undefined) return;
  const list = forceList(outputs, 'the `outputs` attribute of a string context');
  if (list.length > 0 && !path.endsWith('.drv')) {
    throw new NixError(
      'eval',
      `tried to add derivation output context of ${path}, which is not a derivation, to a string`,
    );
  }
  for (const output of list)
    context.add(`!${forceString(output, 'an output name within a string context')}!${path}`);
}

function unsafeDiscardOutputDependency(host: CopyHost, text: Slot): Value {
  const value = coerceCopying(host, text, argumentOf('unsafeDiscardOutputDependency', 0));
  const context = [...stringContext(value)].map((element) =>
    element.startsWith('=') ? element.slice(1) : element,
  );
  return withContext(stringText(value), new Set(context));
}

function addDrvOutputDependencies(host: CopyHost, text: Slot): Value {
  const value = coerceCopying(host, text, argumentOf('addDrvOutputDependencies', 0));
  const [element, ...more] = stringContext(value);
  if (element === undefined || more.length > 0) {
    const count = element === undefined ? 0 : more.length + 1;
    throw new NixError(
      'eval',
      `context of string '${stringText(value)}' must have exactly one element, but has ${count}`,
    );
  }
  const parsed = parseContext(element);
  const { path } = parsed;
  if (parsed.kind === 'output') {
    const text = `\`addDrvOutputDependencies\` can only act on derivations, not on a derivation output such as '${parsed.outputs.at(-1) ?? ''}'`;
    throw new NixError('eval', text);
  }
  if (!path.endsWith('.drv')) throw new NixError('eval', `path '${path}' is not a derivation`);
  return withContext(stringText(value), new Set([`=${path}`]));
}

/** The builtins on the context of strings. */
export function contextBuiltins(host: CopyHost): readonly Builtin[] {
  return [
    {
      name: 'hasContext',
      args: ['s'],
      doc: 'Whether a string depends on the store.',
      run: (text) => stringContext(forceStringValue(text, argumentOf('hasContext', 0))).size > 0,
    },
    { name: 'getContext', args: ['s'], doc: 'What a string depends on, by store path.', run: getContext },
    {
      name: 'appendContext',
      args: ['s', 'context'],
      doc: 'A string with more that it depends on.',
      run: appendContext,
    },
    {
      name: 'unsafeDiscardStringContext',
      args: ['s'],
      doc: 'A string that depends on nothing.',
      run: (text) => stringText(coerceCopying(host, text, argumentOf('unsafeDiscardStringContext', 0))),
    },
    {
      name: 'unsafeDiscardOutputDependency',
      args: ['s'],
      doc: 'A string that depends on derivations as files only, not on what they build.',
      run: (text) => unsafeDiscardOutputDependency(host, text),
    },
    {
      name: 'addDrvOutputDependencies',
      args: ['s'],
      doc: 'A string that depends on a derivation with everything it builds.',
      run: (text) => addDrvOutputDependencies(host, text),
    },
  ];
}
