/** A preview of the embedded evaluator with what Nix says about its lines. */
import type { MachinePreview, PreviewNode } from '../../../shared/clan/evaluation';
import type { LeafOutcome } from './leaf-outcome';
import { leafKey } from './preview-leaves';

export type LeafOutcomes = ReadonlyMap<string, LeafOutcome>;

/** Puts the outcomes into the tree. Findings about lines that Nix filled in go. */
export function mergedPreview(preview: MachinePreview, outcomes: LeafOutcomes): MachinePreview {
  if (preview.root === null || outcomes.size === 0) return preview;
  const settled = new Set(
    [...outcomes].flatMap(([path, outcome]) => (outcome.kind === 'filled' ? [path] : [])),
  );
  const isSettled = ({ target }: MachinePreview['diagnostics'][number]): boolean =>
    target?.kind === 'machine' && target.option !== undefined && settled.has(leafKey(target.option));
  return {
    ...preview,
    root: mergedNode(preview.root, [], outcomes),
    diagnostics: preview.diagnostics.filter((found) => !isSettled(found)),
  };
}

function mergedNode(node: PreviewNode, path: readonly string[], outcomes: LeafOutcomes): PreviewNode {
  if (node.change?.kind === 'removed') return node;
  const outcome = outcomes.get(leafKey(path));
  if (outcome !== undefined) return withOutcome(node, outcome);
  if (node.kind !== 'set' || node.children === undefined) return node;
  const children = node.children.map((child) => mergedNode(child, [...path, child.name], outcomes));
  return { ...node, children };
}

function withOutcome(node: PreviewNode, outcome: LeafOutcome): PreviewNode {
  switch (outcome.kind) {
    case 'agrees':
      return marked(node);
    case 'differs':
      return { ...node, nix: { kind: 'differs', text: outcome.text } };
    case 'filled': {
      const { name, sources, change } = node;
      return { ...fromNix(outcome.node, sources), name, ...(change === undefined ? {} : { change }) };
    }
  }
}

/** A list of sets agrees as a whole, and with it every line in it. */
function marked(node: PreviewNode): PreviewNode {
  const children = node.children?.map(marked);
  return { ...node, ...(children === undefined ? {} : { children }), nix: { kind: 'agrees' } };
}

function fromNix(node: PreviewNode, sources: readonly string[]): PreviewNode {
  const children = node.children?.map((child) => fromNix(child, sources));
  return { ...node, ...(children === undefined ? {} : { children }), sources, evaluator: 'nix' };
}
