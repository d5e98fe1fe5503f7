/** Where the command line writes to, and how diagnostics look there. */
import type { Diagnostic, SourceSpan } from '../../shared/base/diagnostic';

export interface Output {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** For output that is no text in UTF-8; without it, such bytes are replaced. */
  readonly bytes?: (stream: 'stdout' | 'stderr', data: Uint8Array) => void;
}

/** `flake.nix:3:5: error: message [code]`, with hint and trace indented below. */
export function diagnosticText(diagnostic: Diagnostic): string {
  const place = diagnostic.span === undefined ? placeOfTarget(diagnostic) : spanText(diagnostic.span);
  const lines = [`${place}${diagnostic.severity}: ${diagnostic.message} [${diagnostic.code}]`];
  for (const related of diagnostic.related ?? []) {
    lines.push(`    ${spanText(related.span)}${related.message}`);
  }
  if (diagnostic.hint !== undefined) lines.push(`    hint: ${diagnostic.hint}`);
  return lines.join('\n');
}

export function reportDiagnostics(diagnostics: readonly Diagnostic[], output: Output): void {
  for (const diagnostic of diagnostics) output.stderr(`${diagnosticText(diagnostic)}\n`);
}

function spanText(span: SourceSpan): string {
  return `${span.path}:${span.line}:${span.column}: `;
}

function placeOfTarget({ target }: Diagnostic): string {
  switch (target?.kind) {
    case 'machine':
      return `machine ${target.machine}: `;
    case 'tag':
      return `tag ${target.tag}: `;
    case 'instance':
      return `instance ${target.instance}: `;
    case 'role':
      return `instance ${target.instance}, role ${target.role}: `;
    default:
      return '';
  }
}
