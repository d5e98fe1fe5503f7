import type { Diagnostic, DiagnosticTarget, Severity } from '../../shared/base/diagnostic';
import { instanceNode, machineNode, tagNode } from './selection';

const weight: Record<Severity, number> = { error: 3, warning: 2, info: 1 };

/** What makes two findings the same one. */
export function problemKey({ code, message, span, target }: Diagnostic): string {
  return JSON.stringify([code, message, span, target]);
}

/** Each finding told once: both evaluators, or directory and evaluation, may say the same. */
export function uniqueProblems(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = problemKey(diagnostic);
    const known = unique.get(key);
    // Of two that say the same, the one that knows a way out.
    if (known === undefined || (known.fix === undefined && diagnostic.fix !== undefined))
      unique.set(key, diagnostic);
  }
  return [...unique.values()];
}

/** Findings that one and the same click mends, told once: the directory and Nix both mind an untracked file. */
export function withoutRepeatedFixes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ fix }) => {
    if (fix === undefined) return true;
    const key = JSON.stringify(fix);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** The findings at one node, worst first. */
export interface NodeProblems {
  readonly severity: Severity;
  readonly messages: readonly string[];
}

/** Findings by the node that shows them; infos are left to the problems list. */
export function problemsByNode(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, NodeProblems> {
  const byNode = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === 'info' || diagnostic.target === undefined) continue;
    for (const node of nodesOfTarget(diagnostic.target)) {
      byNode.set(node, [...(byNode.get(node) ?? []), diagnostic]);
    }
  }
  return new Map([...byNode].map(([node, found]) => [node, summary(found)]));
}

function summary(diagnostics: readonly Diagnostic[]): NodeProblems {
  const worstFirst = [...diagnostics].sort((a, b) => weight[b.severity] - weight[a.severity]);
  return {
    severity: worstFirst[0]?.severity ?? 'warning',
    messages: worstFirst.map((diagnostic) => diagnostic.message),
  };
}

/** A wrong setting of one machine is shown at the instance, where it is mended, and at the machine, which suffers. */
function nodesOfTarget(target: DiagnosticTarget): readonly string[] {
  switch (target.kind) {
    case 'machine':
      return [machineNode(target.machine)];
    case 'tag':
      return [tagNode(target.tag)];
    case 'instance':
      return [instanceNode(target.instance)];
    case 'role':
      return target.layer?.kind === 'machine'
        ? [instanceNode(target.instance), machineNode(target.layer.machine)]
        : [instanceNode(target.instance)];
    case 'clan':
      return [];
  }
}
