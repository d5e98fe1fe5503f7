/** Errors as `nix-instantiate` prints them: the trace from the outside in, each place with its lines of source. */
import type { NixError } from '../errors';
import type { Span } from '../source/source-file';

/** How much of the trace is shown. */
export interface ErrorOptions {
  /** Everything; otherwise the first few steps, without calls of functions written in Nix. */
  readonly hasFullTrace: boolean;
}

const shortTrace = 3;

/** What lines of source are indented by, before their number. */
const gutter = '        ';

/** The text of an error, without a line feed at its end. */
export function printError(error: NixError, options: ErrorOptions): string {
  const outermostFirst = [...error.frames].reverse();
  const frames = options.hasFullTrace ? outermostFirst : outermostFirst.filter((frame) => !frame.isDetail);
  const shown = options.hasFullTrace ? frames : frames.slice(0, shortTrace);
  const parts = shown.map((frame) => `       … ${frame.message}${showPlace(frame.span, '         ')}\n`);
  if (shown.length < frames.length) {
    parts.push("       (stack trace truncated; use '--show-trace' to show the full, detailed trace)\n");
  }
  const last = lastError(error);
  if (parts.length === 0) return `error: ${last}`;
  return `error:\n${parts.join('\n')}\n       error: ${last}`;
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
  const numbered = (number: number): void => {
    const content = lines[number - 1];
    if (content === undefined || number < 1) return;
    text.push(`\n${gutter}${String(number).padStart(5)}|${` ${content}`.trimEnd()}`);
  };
  numbered(line - 1);
  numbered(line);
  text.push(`\n${gutter}     | ${markerIndent(lines[line - 1] ?? '', column)}^`);
  numbered(line + 1);
  return text.join('');
}

/** Spaces up to the marker; tabs stay, so that it stands where it should. */
function markerIndent(content: string, column: number): string {
  return content.slice(0, column - 1).replace(/[^\t]/g, ' ');
}
