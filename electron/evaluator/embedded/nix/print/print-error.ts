/** Errors as `nix-instantiate` prints them: the trace from the outside in, each place with its lines of source. */
import type { NixError, NixFrame } from '../errors';
import type { Span } from '../source/source-file';

/** How much of the trace is shown. */
export interface ErrorOptions {
  /** Everything; otherwise the first few steps, without calls of functions written in Nix. */
  readonly hasFullTrace: boolean;
}

/** What lines of source are indented by, before their number. */
const gutter = '        ';

/** The text of an error, without a line feed at its end. */
export function printError(error: NixError, options: ErrorOptions): string {
  const parts = traceParts([...error.frames].reverse(), options.hasFullTrace);
  const last = lastError(error);
  if (parts.length === 0) return forTerminal(`error: ${last}`);
  return forTerminal(`error:\n${parts.join('\n')}\n       error: ${last}`);
}

/** Steps that cost more than this together end a short trace. */
const shortTrace = 3;

/** So few repeated steps are shown rather than counted. */
const fewRepeats = 5;

/**
 * The trace from the outside in, each part with its line feed. A step that was shown before is left out, and when
 * there are more than a few such in a row, their number is told. A short trace ends after two or three steps; only
 * what the program says with `addErrorContext` is shown in any case.
 */
function traceParts(frames: readonly NixFrame[], hasFullTrace: boolean): string[] {
  const parts: string[] = [];
  let seen = new Set<string>();
  let repeated: string[] = [];
  let cost = 0;
  let isCut = false;
  const endRepeats = (): void => {
    if (repeated.length <= fewRepeats) parts.push(...repeated);
    else {
      parts.push(`       (${repeated.length} duplicate frames omitted)\n`);
      seen = new Set();
    }
    repeated = [];
  };
  for (const frame of frames) {
    if (frame.isDetail && !hasFullTrace) continue;
    if (cost > shortTrace && !hasFullTrace) isCut = true;
    if (isCut && !frame.isContext) continue;
    const text = `       … ${frame.message}${showPlace(frame.span, '         ')}\n`;
    if (seen.has(text)) {
      repeated.push(text);
      continue;
    }
    seen.add(text);
    endRepeats();
    parts.push(text);
    // A step with a place counts twice, as in Nix.
    cost += frame.span === undefined ? 1 : 2;
  }
  endRepeats();
  if (isCut) {
    parts.push("       (stack trace truncated; use '--show-trace' to show the full, detailed trace)\n");
  }
  return parts;
}

// eslint-disable-next-line no-control-regex -- control characters are what this is about
const controls = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\^_])?|[\x07\r]/g;

/**
 * Takes out what would steer a terminal, and makes tabs spaces: every eighth character is a tab stop, counted through
 * the whole text, as Nix does it.
 */
function forTerminal(raw: string): string {
  const text = raw.replace(controls, '');
  if (!text.includes('\t')) return text;
  let width = 0;
  let expanded = '';
  for (const char of text) {
    if (char === '\t') {
      const spaces = 8 - (width % 8);
      expanded += ' '.repeat(spaces);
      width += spaces;
    } else {
      expanded += char;
      if (char !== '\n') width++;
    }
  }
  return expanded;
}

function lastError(error: NixError): string {
  const message = error.message.replaceAll('\n', '\n       ');
  const hint = error.hint === undefined ? '' : `\n       ${error.hint.replaceAll('\n', '\n       ')}`;
  return `${message}${showPlace(error.span, '       ')}${hint}`;
}

/** `at file:line:column:` and the line there, with the one before and the one after. */
function showPlace(span: Span | undefined, indent: string): string {
  if (span === undefined) return '';
  const { line, column } = span.source.lineColumn(span.start);
  const lines = span.source.text.split(/\r\n|\r|\n/);
  const text = [`\n${indent}at ${span.source.path}:${line}:${column}:`];
  if (span.source.text === '') return text.join('');
  const numbered = (number: number): void => {
    const content = lines[number - 1];
    if (content === undefined || number < 1) return;
    text.push(`\n${gutter}${String(number).padStart(5)}|${` ${content}`.replace(/[ \t\r\n\v\f]+$/, '')}`);
  };
  numbered(line - 1);
  numbered(line);
  text.push(`\n${gutter}     | ${' '.repeat(column - 1)}^`);
  numbered(line + 1);
  return text.join('');
}
