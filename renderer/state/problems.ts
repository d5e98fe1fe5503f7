import type { Diagnostic, DiagnosticTarget, Severity } from '../../shared/base/diagnostic';
import { instanceNode, machineNode, tagNode } from './selection';

const weight: Record<Severity, number> = { error: 3, warning: 2, info: 1 };

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
    const node = nodeOfTarget(diagnostic.target);
    if (node === null) continue;
    byNode.set(node, [...(byNode.get(node) ?? []), diagnostic]);
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

function nodeOfTarget(target: DiagnosticTarget): string | null {
  switch (target.kind) {
    case 'machine':
      return machineNode(target.machine);
    case 'tag':
      return tagNode(target.tag);
    case 'instance':
    case 'role':
      return instanceNode(target.instance);
    default:
      return null;
  }
}
