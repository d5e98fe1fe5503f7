/**
 * What Nix writes to standard error, line by line. With `--log-format internal-json` a line is `@nix` and an object;
 * anything else (a crash, an older program, a plugin) is kept as a message as it stands. Colours are taken off.
 */
import { isJsonObject } from '../../../shared/base/json';
import type { Json, JsonObject } from '../../../shared/base/json';

/** A place as Nix names it: absolute path, line and column from 1. */
export interface NixPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface NixTraceStep {
  readonly message: string;
  readonly place: NixPlace | null;
}

export interface NixMessage {
  readonly level: 'error' | 'warning' | 'info';
  /** The sentence alone, without excerpt and trace. */
  readonly text: string;
  readonly place: NixPlace | null;
  /** Innermost first. */
  readonly trace: readonly NixTraceStep[];
}

/** What Nix is doing, in the words that the status bar shows. */
export type NixProgress =
  | { readonly kind: 'evaluating' }
  | { readonly kind: 'copying' }
  | { readonly kind: 'downloading'; readonly url: string; readonly bytes: number };

export type NixEvent =
  | { readonly kind: 'message'; readonly message: NixMessage }
  | { readonly kind: 'progress'; readonly progress: NixProgress };

/** Numbers of Nix's activities and results, the same in all versions since 2.4. */
const activity = { plain: 0, copyPath: 100, fileTransfer: 101, copyPaths: 103 } as const;
const progressResult = 105;
const [errorLevel, warningLevel] = [0, 1];
const prefix = '@nix ';

// eslint-disable-next-line no-control-regex -- escape sequences begin with a control character
const escapes = /\u001b(?:\[[0-9;?]*[A-Za-z]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

/** Text without terminal colours, links and other escape sequences. */
export function withoutEscapes(text: string): string {
  return text.replaceAll(escapes, '');
}

/** Reads the lines of one process. Downloads are told apart by their ids, so it remembers them. */
export class NixMessageReader {
  readonly #downloads = new Map<number, string>();

  /** The event of a line; undefined when it says nothing that anybody waits for. */
  read(line: string): NixEvent | undefined {
    const plain = (): NixEvent | undefined => plainEvent(line);
    if (!line.startsWith(prefix)) return plain();
    let parsed: Json;
    try {
      parsed = JSON.parse(line.slice(prefix.length)) as Json;
    } catch {
      // A line that was cut by a crash: its text is all there is.
      return plain();
    }
    return isJsonObject(parsed) ? this.#event(parsed) : undefined;
  }

  #event(entry: JsonObject): NixEvent | undefined {
    const id = numberAt(entry, 'id');
    switch (entry['action']) {
      case 'msg':
        return messageEvent(entry);
      case 'start':
        return this.#started(entry, id);
      case 'stop':
        return this.#downloads.delete(id) ? evaluating : undefined;
      case 'result':
        return this.#result(entry, id);
      default:
        return undefined;
    }
  }

  #started(entry: JsonObject, id: number): NixEvent | undefined {
    const fields = listAt(entry, 'fields');
    const [url] = fields;
    switch (numberAt(entry, 'type')) {
      case activity.fileTransfer: {
        if (typeof url !== 'string' || url.startsWith('file:')) return undefined;
        this.#downloads.set(id, url);
        return { kind: 'progress', progress: { kind: 'downloading', url, bytes: 0 } };
      }
      case activity.copyPath:
      case activity.copyPaths:
        return { kind: 'progress', progress: { kind: 'copying' } };
      case activity.plain:
        return textAt(entry, 'text').startsWith('copying ')
          ? { kind: 'progress', progress: { kind: 'copying' } }
          : undefined;
      default:
        return undefined;
    }
  }

  #result(entry: JsonObject, id: number): NixEvent | undefined {
    const url = this.#downloads.get(id);
    if (url === undefined || numberAt(entry, 'type') !== progressResult) return undefined;
    const [bytes] = listAt(entry, 'fields');
    return {
      kind: 'progress',
      progress: { kind: 'downloading', url, bytes: typeof bytes === 'number' ? bytes : 0 },
    };
  }
}

const evaluating: NixEvent = { kind: 'progress', progress: { kind: 'evaluating' } };

function messageEvent(entry: JsonObject): NixEvent | undefined {
  const level = numberAt(entry, 'level');
  const whole = withoutEscapes(textAt(entry, 'msg'));
  if (whole.startsWith('(use ') && whole.includes('--show-trace')) return undefined;
  const raw = withoutEscapes(textAt(entry, 'raw_msg'));
  return {
    kind: 'message',
    message: {
      level: level === errorLevel ? 'error' : level === warningLevel ? 'warning' : 'info',
      text: (raw === '' ? sentenceOf(whole) : raw).trim(),
      place: placeIn(entry),
      trace: listAt(entry, 'trace').flatMap((step): NixTraceStep[] =>
        isJsonObject(step)
          ? [{ message: withoutEscapes(textAt(step, 'raw_msg')).trim(), place: placeIn(step) }]
          : [],
      ),
    },
  };
}

function plainEvent(line: string): NixEvent | undefined {
  const text = withoutEscapes(line).trim();
  if (text === '') return undefined;
  const level = text.startsWith('error:') ? 'error' : text.startsWith('warning:') ? 'warning' : 'info';
  return { kind: 'message', message: { level, text: sentenceOf(text), place: null, trace: [] } };
}

/** What follows the last `error:` or `warning:`; newer versions print the trace before the sentence. */
function sentenceOf(text: string): string {
  const last = Math.max(text.lastIndexOf('error: '), text.lastIndexOf('error:\n'));
  const bare = last < 0 ? text.replace(/^warning: /, '') : text.slice(last + 'error:'.length);
  return bare.trim();
}

/** Only files have places; texts given on the command line do not. */
function placeIn(entry: JsonObject): NixPlace | null {
  const { file, line, column } = entry;
  if (typeof file !== 'string' || typeof line !== 'number' || !file.startsWith('/')) return null;
  const place = { line, column: typeof column === 'number' ? column : 1 };
  // Some versions (2.26 among them) repeat line and column in the name of the file.
  const repeated = `:${place.line}:${place.column}`;
  return { file: file.endsWith(repeated) ? file.slice(0, -repeated.length) : file, ...place };
}

function numberAt(entry: JsonObject, key: string): number {
  const value = entry[key];
  return typeof value === 'number' ? value : -1;
}

function textAt(entry: JsonObject, key: string): string {
  const value = entry[key];
  return typeof value === 'string' ? value : '';
}

function listAt(entry: JsonObject, key: string): readonly Json[] {
  const value = entry[key];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
