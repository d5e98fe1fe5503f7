/** What becomes of one line of the embedded evaluator's preview once Nix has said what it knows about it. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { PreviewNode } from '../../../shared/clan/evaluation';
import type { ExactJson } from '../embedded';
import type { LeafAnswer } from '../system-nix';
import { likeness, lineLikeness } from './same-value';

export type LeafOutcome =
  | { readonly kind: 'agrees' }
  /** Shown beside ours, and told as a finding. */
  | { readonly kind: 'differs'; readonly text: string }
  /** Takes the place of ours: Nix knew what ours could not. */
  | { readonly kind: 'filled'; readonly node: PreviewNode };

export interface ComparedLeaf {
  /** Null: Nix says nothing about it. */
  readonly outcome: LeafOutcome | null;
  /** What Nix says, where that contradicts us. */
  readonly contradiction?: string;
  /** What fails for Nix and not for us. */
  readonly failure?: Diagnostic;
}

const nothing: ComparedLeaf = { outcome: null };

/** Compares a line with Nix's answer. `ours`: the value in full; undefined: it is not known in full. */
export function compareLeaf(
  node: PreviewNode,
  ours: ExactJson | undefined,
  answer: LeafAnswer,
): ComparedLeaf {
  switch (answer.kind) {
    case 'unknown':
      return nothing;
    case 'absent':
      return absent(node);
    case 'failed':
      return failed(node, answer.diagnostics);
    case 'value':
      return compareValue(node, ours, answer);
  }
}

function isOpen({ kind, onlyIf }: PreviewNode): boolean {
  return kind === 'symbolic' || kind === 'unknown' || onlyIf !== undefined;
}

function absent(node: PreviewNode): ComparedLeaf {
  const text = 'nothing';
  if (!isOpen(node)) return { outcome: { kind: 'differs', text }, contradiction: text };
  return {
    outcome: { kind: 'filled', node: { name: node.name, kind: 'value', text, sources: node.sources } },
  };
}

function failed(node: PreviewNode, diagnostics: readonly Diagnostic[]): ComparedLeaf {
  const [cause] = diagnostics;
  // What goes wrong around Nix says nothing about the value.
  if (cause === undefined || isAround(cause)) return nothing;
  if (node.kind === 'error') return { outcome: { kind: 'agrees' } };
  const text = cause.message.split('\n', 1)[0] ?? '';
  if (isOpen(node)) {
    const { name, sources } = node;
    return { outcome: { kind: 'filled', node: { name, kind: 'error', text, sources, diagnostic: cause } } };
  }
  return { outcome: { kind: 'differs', text: `fails: ${text}` }, failure: cause };
}

/** A file that git does not know is the clan's mistake, although it is Nix that minds it. */
function isAround({ code }: Diagnostic): boolean {
  return code.startsWith('system-nix.') && code !== 'system-nix.untracked-file';
}

function compareValue(
  node: PreviewNode,
  ours: ExactJson | undefined,
  { value, node: theirs }: Extract<LeafAnswer, { readonly kind: 'value' }>,
): ComparedLeaf {
  const filled: ComparedLeaf = { outcome: { kind: 'filled', node: theirs } };
  const agrees: ComparedLeaf = { outcome: { kind: 'agrees' } };
  if (node.kind === 'function') return theirs.kind === 'function' ? agrees : differing(theirs);
  if (isOpen(node)) return theirs.text === node.text && theirs.children === undefined ? agrees : filled;
  if (node.kind === 'error') {
    // Without an input of the flake we could not know; otherwise we are wrong.
    return node.diagnostic?.input === undefined ? { ...filled, contradiction: theirs.text } : filled;
  }
  switch (ours === undefined ? lineLikeness(node.text, theirs.text) : likeness(ours, value)) {
    case 'same':
      return agrees;
    case 'open':
    case 'extended':
      return filled;
    case 'different':
      return differing(theirs);
  }
}

function differing({ text }: PreviewNode): ComparedLeaf {
  return { outcome: { kind: 'differs', text }, contradiction: text };
}
