/**
 * The elements of a string's context as text: `/path` is a file of the store, `=/path.drv` a derivation with all it
 * needs and builds, `!out!/path.drv` an output of a derivation, `!b!!a!/path.drv` the output `b` of the derivation
 * that the output `a` is.
 */
import { isSymbolicContext, needsSystemNix } from '../value/symbolic';

/** What one element of a context says. */
export type ContextElement =
  | { readonly kind: 'path' | 'all'; readonly path: string }
  /** `outputs` lead from the derivation at `path` to the output that is meant, innermost first. */
  | { readonly kind: 'output'; readonly path: string; readonly outputs: readonly string[] };

/** Reads an element. */
export function parseContext(element: string): ContextElement {
  if (isSymbolicContext(element)) throw needsSystemNix(element.slice(1, -1), 'its store path');
  if (element.startsWith('=')) return { kind: 'all', path: element.slice(1) };
  if (!element.startsWith('!')) return { kind: 'path', path: element };
  const outputs: string[] = [];
  let rest = element;
  while (rest.startsWith('!')) {
    const bang = rest.indexOf('!', 1);
    outputs.unshift(rest.slice(1, bang));
    rest = rest.slice(bang + 1);
  }
  return { kind: 'output', path: rest, outputs };
}

/** The text of the element for an output of a derivation. */
export function outputContext(drvPath: string, outputs: readonly string[]): string {
  return outputs.reduce((inner, output) => `!${output}!${inner}`, drvPath);
}
