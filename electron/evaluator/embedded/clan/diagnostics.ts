/** Failures of evaluation as diagnostics: the sentence, its place in the clan, the lines around it, and the way there. */
import type {
  Diagnostic,
  DiagnosticTarget,
  SourceSpan,
  TraceFrame,
} from '../../../../shared/base/diagnostic';
import { isInside, relativeTo } from '../../../../shared/base/posix-path';
import type { NixError, NixErrorKind, Span } from '../nix';
import { checkoutHint, inputMissedBy } from './missing-input';

/** What a diagnostic about a failure is made with. */
export interface DiagnosticContext {
  /** The clan's folder; places inside are shown relative to it. */
  readonly directory: string;
  readonly target?: DiagnosticTarget | undefined;
}

/** Traces longer than this say nothing more. */
const maxTrace = 40;
const excerptRadius = 2;
const maxLineLength = 160;

/** A failure of evaluation as a diagnostic. */
export function errorDiagnostic(error: NixError, context: DiagnosticContext): Diagnostic {
  const { directory, target } = context;
  const place = error.span ?? bestFrameSpan(error, directory);
  const input = inputMissedBy(error);
  const hint = input === undefined ? error.hint : checkoutHint(input);
  const trace = error.frames.slice(0, maxTrace).map((frame): TraceFrame => {
    return frame.span === undefined
      ? { message: frame.message }
      : { message: frame.message, span: sourceSpan(frame.span, directory) };
  });
  return {
    code: `nix.${error.kind}`,
    severity: 'error',
    message: error.message.trim(),
    ...(place === undefined ? {} : { span: sourceSpan(place, directory), excerpt: excerpt(place) }),
    ...(target === undefined ? {} : { target }),
    ...(hint === undefined ? hintFor(error.kind) : { hint }),
    ...(input === undefined ? {} : { input }),
    ...(trace.length === 0 ? {} : { trace }),
  };
}

/** Errors that have no place of their own are shown at the innermost place in the clan that led there. */
function bestFrameSpan(error: NixError, directory: string): Span | undefined {
  const frames = error.frames.filter((frame) => frame.span !== undefined);
  return frames.find((frame) => frame.span !== undefined && isInside(frame.span.source.path, directory))
    ?.span;
}

function hintFor(kind: NixErrorKind): { readonly hint?: string } {
  switch (kind) {
    case 'infinite-recursion':
      return { hint: 'A value depends on itself. Follow the trace from the top to where the circle closes.' };
    case 'limit':
      return {
        hint: 'Evaluation was stopped. Look for a loop that never ends in the module named by the trace.',
      };
    default:
      return {};
  }
}

/** A span with line and column, relative to the clan where it lies inside. */
export function sourceSpan(span: Span, directory: string): SourceSpan {
  const start = span.source.lineColumn(span.start);
  const end = span.source.lineColumn(span.end);
  return {
    path: relativeTo(span.source.path, directory),
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** Lines that go on and on say nothing more. */
function shortened(line: string): string {
  return line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line;
}

/** The lines around a place, numbered, with carets below it. */
export function excerpt(span: Span): string {
  const { text } = span.source;
  const start = span.source.lineColumn(span.start);
  const end = span.source.lineColumn(span.end);
  const lines = text.split('\n', start.line + excerptRadius);
  const first = Math.max(1, start.line - excerptRadius);
  const width = String(lines.length).length;
  const shown: string[] = [];
  for (let number = first; number <= lines.length; number++) {
    const line = shortened((lines[number - 1] ?? '').replace(/\r$/, ''));
    shown.push(`${String(number).padStart(width)} | ${line}`);
    if (number === start.line) {
      const last = end.line === start.line ? end.unit : line.length + 1;
      const carets = '^'.repeat(Math.max(1, Math.min(last, line.length + 1) - start.unit));
      shown.push(`${' '.repeat(width)} | ${' '.repeat(start.unit - 1)}${carets}`);
    }
  }
  return shown.join('\n');
}
