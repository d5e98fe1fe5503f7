import type { FormNode } from './form-node';

type NumberNode = Extract<FormNode, { kind: 'number' }>;

/** What a typed text means for a number field. */
export type NumberReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'wrong'; readonly message: string };

/** Reads a number as typed; never guesses, so that "12 GB" or "1e999" are answered with a sentence. */
export function readNumber(text: string, node: NumberNode): NumberReading {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const pattern = node.isInteger ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const value = Number(trimmed);
  if (!pattern.test(trimmed) || !Number.isFinite(value)) {
    return { kind: 'wrong', message: `${node.isInteger ? 'A whole number' : 'A number'} is needed here.` };
  }
  if (node.isInteger && !Number.isSafeInteger(value)) {
    return { kind: 'wrong', message: 'This number is too large to be kept exactly.' };
  }
  const bounds = boundsText(node);
  const isBelow = node.minimum !== null && value < node.minimum;
  const isAbove = node.maximum !== null && value > node.maximum;
  return isBelow || isAbove ? { kind: 'wrong', message: `Has to be ${bounds}.` } : { kind: 'number', value };
}

/** The allowed range in words; empty when there is none. */
export function boundsText({ minimum, maximum }: NumberNode): string {
  if (minimum !== null && maximum !== null) return `between ${minimum} and ${maximum}`;
  if (minimum !== null) return `at least ${minimum}`;
  return maximum === null ? '' : `at most ${maximum}`;
}
