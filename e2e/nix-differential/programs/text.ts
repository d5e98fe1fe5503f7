/** Building blocks of program texts. */
import fc from 'fast-check';

export type Text = fc.Arbitrary<string>;

/** A text with other texts in it: t`(${left} + ${right})`. */
export function t(parts: TemplateStringsArray, ...texts: readonly Text[]): Text {
  return fc
    .tuple(...texts)
    .map((values) =>
      parts.map((part, index) => (index === 0 ? part : `${values[index - 1] ?? ''}${part}`)).join(''),
    );
}

/** One of several texts as they are. The first is what shrinking aims at. */
export function words(...choices: readonly string[]): Text {
  return fc.constantFrom(...choices);
}

/** Several texts with something between them. */
export function several(text: Text, separator: string, min = 0, max = 4): Text {
  return fc.array(text, { minLength: min, maxLength: max }).map((items) => items.join(separator));
}

/** One of several kinds of text; shrinking prefers the first, and deep texts do too. */
export function oneOf(...texts: readonly Text[]): Text {
  return fc.oneof(
    { depthSize: 'small', maxDepth: 5, withCrossShrink: true, depthIdentifier: 'program' },
    ...texts,
  );
}

/** Mostly the first text, at times the second. */
export function mostly(usual: Text, odd: Text, share = 8): Text {
  return fc.oneof({ arbitrary: usual, weight: share }, { arbitrary: odd, weight: 1 });
}
