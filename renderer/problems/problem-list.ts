import type { Diagnostic, DiagnosticTarget, Severity, SourceSpan } from '../../shared/base/diagnostic';
import { uniqueProblems } from '../state';

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** All findings, errors first, each told once. */
export function sortProblems(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return uniqueProblems(diagnostics).toSorted((a, b) => order[a.severity] - order[b.severity]);
}

/** `clan.nix:42:7`. */
export function spanText(span: SourceSpan): string {
  return `${span.path}:${span.line}:${span.column}`;
}

/** What a finding is about: "backup › client · startAt, set for athena". */
export function targetText(target: DiagnosticTarget): string {
  switch (target.kind) {
    case 'clan':
      return 'the clan';
    case 'machine':
      return target.option === undefined ? target.machine : `${target.machine} · ${target.option.join('.')}`;
    case 'tag':
      return `tag ${target.tag}`;
    case 'instance':
      return target.instance;
    case 'role': {
      const { layer, setting } = target;
      const field = setting === undefined || setting.length === 0 ? '' : ` · ${setting.join('.')}`;
      const where =
        layer === undefined || layer.kind === 'role'
          ? ''
          : layer.kind === 'tag'
            ? `, for tag ${layer.tag}`
            : `, for ${layer.machine}`;
      return `${target.instance} › ${target.role}${field}${where}`;
    }
  }
}

/** "2 errors, 1 warning". */
export function problemCounts(problems: readonly Diagnostic[]): string {
  const words = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    if (count === 0) return [];
    const name = severity === 'info' ? 'note' : severity;
    return [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return words.length === 0 ? 'No problems' : words.join(', ');
}
