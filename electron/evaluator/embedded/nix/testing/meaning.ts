import type { Expr } from '../syntax/ast';

/** Where something is written and how a function is called are no part of what it means. */
const ignored = new Set(['span', 'partSpans', 'operatorSpan', 'functionName']);

/** What an expression means, as text: two are the same tree if and only if their texts are equal. */
export function meaning(expr: Expr): string {
  return JSON.stringify(expr, (key, value: unknown) => {
    if (ignored.has(key)) return undefined;
    if (typeof value === 'bigint') return { int: String(value) };
    return value instanceof Map ? [...(value as Map<string, unknown>)] : value;
  });
}
