import { exactNumber } from '../../../shared/base/exact-number';
import type { Json } from '../../../shared/base/json';
import type { FormNode } from './form-node';

type NumberNode = Extract<FormNode, { kind: 'number' }>;

/** What a typed text means for a number field. */
export type NumberReading =
  | { readonly kind: 'empty' }
  /** With the digits that were typed, as far as they mean something. */
  | { readonly kind: 'number'; readonly value: Json }
  | { readonly kind: 'wrong'; readonly message: string };

/** The whole numbers that Nix has. */
const largest = 2n ** 63n - 1n;

/** Reads a number as typed; never guesses, so that "12 GB" or "1e999" are answered with a sentence. */
export function readNumber(text: string, node: NumberNode): NumberReading {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const pattern = node.isInteger ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  const value = Number(trimmed);
  if (!pattern.test(trimmed) || !Number.isFinite(value)) {
    return { kind: 'wrong', message: `${node.isInteger ? 'A whole number' : 'A number'} is needed here.` };
  }
  const digits = jsonDigits(trimmed, node);
  if (/^-?\d+$/.test(digits) && (BigInt(digits) > largest || BigInt(digits) < -largest - 1n)) {
    return { kind: 'wrong', message: 'This number is larger than Nix can keep.' };
  }
  const bounds = boundsText(node);
  const isBelow = node.minimum !== null && value < node.minimum;
  const isAbove = node.maximum !== null && value > node.maximum;
  return isBelow || isAbove
    ? { kind: 'wrong', message: `Has to be ${bounds}.` }
    : { kind: 'number', value: exactNumber(digits) };
}

/** The number as JSON writes it: no plus, no leading zeros, digits on both sides of the point. */
function jsonDigits(typed: string, node: NumberNode): string {
  const [, sign = '', whole = '', fraction, exponent = ''] =
    /^([+-]?)(\d*)(?:\.(\d*))?(e[+-]?\d+)?$/i.exec(typed) ?? [];
  const start = (sign === '-' ? '-' : '') + (whole.replace(/^0+(?=\d)/, '') || '0');
  const hasFraction = (fraction ?? '') !== '' || (node.isFloat && exponent === '');
  const digits =
    start + (hasFraction ? `.${fraction === undefined || fraction === '' ? '0' : fraction}` : '') + exponent;
  // A minus in front of nothing says nothing.
  return digits === '-0' ? '0' : digits;
}

/** The allowed range in words; empty when there is none. */
export function boundsText({ minimum, maximum }: NumberNode): string {
  if (minimum !== null && maximum !== null) return `between ${minimum} and ${maximum}`;
  if (minimum !== null) return `at least ${minimum}`;
  return maximum === null ? '' : `at most ${maximum}`;
}
