/**
 * What the module system says, in plain sentences for the window. Its own text names everything but reads like a log;
 * it stays available as the first line of the trace. Texts that are not recognised are left as they are.
 */
import type { Diagnostic, DiagnosticTarget, SettingsLayerRef } from '../../../../shared/base/diagnostic';
import { definingFile } from '../../../../shared/clan/definition-place';
import type { JsonPath } from '../../../../shared/base/json';
import { relativeTo } from '../../../../shared/base/posix-path';

/** The diagnostic with a plain sentence, a hint, and a target that its message names. */
export function inPlainWords(diagnostic: Diagnostic, directory: string): Diagnostic {
  const found = sentence(diagnostic.message, directory);
  if (found === undefined) return diagnostic;
  const target = mostExact(diagnostic.target, targetOf(found.option));
  return {
    ...diagnostic,
    code: found.code,
    message: found.message,
    ...(found.hint === undefined || diagnostic.hint !== undefined ? {} : { hint: found.hint }),
    ...(target === undefined ? {} : { target }),
    trace: [{ message: diagnostic.message }, ...(diagnostic.trace ?? [])],
  };
}

interface Sentence {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly option: readonly string[];
}

function sentence(text: string, directory: string): Sentence | undefined {
  const definitions = definitionsIn(text, directory);
  const wrongType = /^A definition for option `([^']+)' is not of type `(.+?)'\./s.exec(text);
  if (wrongType?.[1] !== undefined) {
    const { option, words } = named(wrongType[1]);
    const type = shortType(wrongType[2] ?? '');
    const values = definitions.map(({ value, file }) => `${value} in ${file}`).join(', ');
    return {
      code: 'module.type',
      message: `${words} has to be ${type}${values === '' ? '' : `, not ${values}`}.`,
      option,
    };
  }
  const noValue = /^The option `([^']+)' was accessed but has no value defined/.exec(text);
  if (noValue?.[1] !== undefined) {
    const { option, words } = named(noValue[1]);
    return { code: 'module.no-value', message: `${words} has no value, and needs one.`, option };
  }
  const unknown = /^The option `([^']+)' does not exist\./.exec(text);
  if (unknown?.[1] !== undefined) {
    const { option, words } = named(unknown[1]);
    const files = [...new Set(definitions.map(({ file }) => file))].join(' and ');
    const suggested = suggestions(text);
    return {
      code: 'module.unknown-option',
      message: `${words} does not exist${files === '' ? '' : `, but ${files} sets it`}.`,
      ...(suggested === '' ? {} : { hint: `Did you mean ${suggested}?` }),
      option,
    };
  }
  return removedOption(text, directory) ?? conflict(text, definitions);
}

/** What `mkRemovedOptionModule` says; its instructions are the hint. */
function removedOption(text: string, directory: string): Sentence | undefined {
  const removed =
    /^The option definition `([^']+)' in (.+) no longer has any effect; please remove it\.\n([^]*)$/.exec(
      text,
    );
  if (removed?.[1] === undefined) return undefined;
  const { option, words } = named(removed[1]);
  const files = [...(removed[2] ?? '').matchAll(/`([^']+)'/g)].map((match) =>
    relativeTo(definingFile(match[1] ?? ''), directory),
  );
  return {
    code: 'module.removed-option',
    message: `${words} has been removed from Clan, but ${[...new Set(files)].join(' and ')} sets it.`,
    hint: (removed[3] ?? '').replace(/\s+/g, ' ').trim(),
    option,
  };
}

function conflict(text: string, definitions: readonly WrittenDefinition[]): Sentence | undefined {
  const different =
    /^The option `([^']+)' (?:has conflicting definition values|is defined both null and not null)/.exec(
      text,
    );
  if (different?.[1] !== undefined) {
    const { option, words } = named(different[1]);
    const values = definitions.map(({ value, file }) => `${value} in ${file}`).join(', ');
    return {
      code: 'module.conflict',
      message: `${words} has different values in different places${values === '' ? '' : `: ${values}`}.`,
      hint: 'All places count the same. Set it in one of them, or give one more weight with mkForce or less with mkDefault.',
      option,
    };
  }
  const twice = /^The option `([^']+)' is defined multiple times while it's expected to be unique/.exec(text);
  if (twice?.[1] === undefined) return undefined;
  const { option, words } = named(twice[1]);
  const files = [...new Set(definitions.map(({ file }) => file))].join(' and ');
  return {
    code: 'module.not-unique',
    message: `${words} can only be written in one place${files === '' ? '' : `, but is in ${files}`}.`,
    hint: 'Settings of one layer are not merged: keep all of them in one file.',
    option,
  };
}

interface WrittenDefinition {
  readonly file: string;
  readonly value: string;
}

/** The definitions that a message lists, values on one line. */
function definitionsIn(text: string, directory: string): readonly WrittenDefinition[] {
  const listed = text.split(/\n\n?Did you mean|\nUse `lib/)[0] ?? text;
  return [...listed.matchAll(/^- In `([^']+)':\s((?:.|\n(?!- In `))*)/gm)].map((match) => ({
    file: relativeTo(definingFile(match[1] ?? ''), directory),
    value: (match[2] ?? '').replace(/\s+/g, ' ').trim(),
  }));
}

function suggestions(text: string): string {
  const line = /Did you mean (.*)\?/.exec(text)?.[1] ?? '';
  return line.replace(/`([^']+)'/g, (_whole, path: string) => named(path).option.at(-1) ?? path);
}

/** `16 bit unsigned integer; between 0 and 65535 (both inclusive)` with an article. */
function shortType(type: string): string {
  const [first = ''] = type.split(', meaning');
  return /^(?:value|one of|null or)/.test(first) ? first : `${/^[aeiou]/.test(first) ? 'an' : 'a'} ${first}`;
}

interface NamedOption {
  readonly option: readonly string[];
  readonly words: string;
}

/** An option path in words that fit the window: settings and fields by their own names. */
function named(path: string): NamedOption {
  const option = splitOptionPath(path);
  const settings = option.lastIndexOf('settings');
  if (settings > 0 && option.includes('roles') && settings === option.length - 1)
    return { option, words: 'A set of settings' };
  if (settings > 0 && option.includes('roles')) {
    return { option, words: `The setting ${option.slice(settings + 1).join('.')}` };
  }
  if (option[0] === 'inventory' && option[1] === 'machines' && option.length > 3) {
    return { option, words: `The field ${option.slice(3).join('.')} of the machine ${option[2] ?? ''}` };
  }
  return { option, words: `The option ${path}` };
}

/** The parts of an option path as messages write it: names with dots are quoted. */
export function splitOptionPath(path: string): readonly string[] {
  return [...path.matchAll(/"((?:[^"\\]|\\.)*)"|([^."]+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

/** What an option of the inventory, or of evaluated settings, belongs to. */
function targetOf(option: readonly string[]): DiagnosticTarget | undefined {
  const [first, second, third] = option;
  if (first === 'inventory' && second === 'machines' && third !== undefined) {
    return { kind: 'machine', machine: third };
  }
  const start = option.indexOf('instances');
  const instance = start < 0 ? undefined : option[start + 1];
  if (instance === undefined) return undefined;
  if (option[start + 2] !== 'roles' || option[start + 3] === undefined) return { kind: 'instance', instance };
  const role = option[start + 3] ?? '';
  const rest = option.slice(start + 4);
  const [kind, name] = rest;
  if (kind === 'settings')
    return { kind: 'role', instance, role, layer: { kind: 'role' }, setting: settingPath(rest.slice(1)) };
  if ((kind === 'machines' || kind === 'tags') && name !== undefined) {
    const layer =
      kind === 'machines'
        ? ({ kind: 'machine', machine: name } as const)
        : ({ kind: 'tag', tag: name } as const);
    return {
      kind: 'role',
      instance,
      role,
      layer,
      ...(rest.length > 3 ? { setting: settingPath(rest.slice(3)) } : {}),
    };
  }
  return { kind: 'role', instance, role };
}

/** The module system names an element of a list by who defined it; in the layer that did, it is one of the list. */
function settingPath(parts: readonly string[]): JsonPath {
  return parts.map((part) => {
    const entry = /^\[definition \d+-entry (\d+)\]$/.exec(part)?.[1];
    return entry === undefined ? part : Number(entry) - 1;
  });
}

/** The settings layer that all definitions in a message are written on, when it is one. */
export function layerIn(message: string): SettingsLayerRef | undefined {
  const places = [...message.matchAll(/, via option (inventory\.instances\.[^']*settings)'/g)].map(
    (match) => match[1] ?? '',
  );
  const [only, ...others] = new Set(places);
  if (only === undefined || others.length > 0) return undefined;
  const target = targetOf([...splitOptionPath(only)]);
  return target?.kind === 'role' ? target.layer : undefined;
}

/** The given target, unless the message tells more than "the clan" or "the instance". */
function mostExact(
  given: DiagnosticTarget | undefined,
  read: DiagnosticTarget | undefined,
): DiagnosticTarget | undefined {
  const isVague =
    given === undefined || given.kind === 'clan' || (given.kind === 'instance' && read?.kind === 'role');
  return isVague ? (read ?? given) : given;
}
