/** What Nix alone found wrong: errors at places where the embedded evaluator saw none. */
import type { Diagnostic, DiagnosticTarget } from '../../../shared/base/diagnostic';

/**
 * Both say what is wrong in their own words and with their own codes, so findings are matched by what they are about:
 * the same machine, role or instance. Warnings of Nix itself are its own and always told.
 */
export function nixFindings(ours: readonly Diagnostic[], nix: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set(ours.flatMap(({ target }) => subjectsOf(target)));
  return nix.filter(({ code, severity, target }) => {
    if (code.startsWith('system-nix.')) return true;
    return severity === 'error' && !subjectsOf(target).some((subject) => known.has(subject));
  });
}

function subjectsOf(target: DiagnosticTarget | undefined): readonly string[] {
  switch (target?.kind) {
    case 'machine':
      return [`machine ${target.machine}`];
    case 'tag':
      return [`tag ${target.tag}`];
    case 'instance':
      return [`instance ${target.instance}`];
    case 'role':
      return [`instance ${target.instance}`];
    default:
      return ['clan'];
  }
}
