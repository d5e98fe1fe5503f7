/** Attribute paths as people write them in Nix: `a.b."c.d"`. */

/** The names of the path; null when quotes do not match or a name is empty. */
export function parseAttrPath(text: string): readonly string[] | null {
  const names: string[] = [];
  const part = /(?:"((?:[^"\\]|\\.)*)"|([^".]+))(\.|$)/y;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (match === null) return null;
    const [, quoted, plain, separator] = match;
    names.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll(/\\(.)/g, '$1'));
    if (separator === '') return names;
  }
  // The text ended with a dot, or was empty.
  return null;
}

/** The path as one text, with quotes where a name needs them. */
export function showAttrPath(names: readonly (string | number)[]): string {
  return names
    .map((name) => (/^[A-Za-z0-9_][A-Za-z0-9_'-]*$/.test(String(name)) ? String(name) : JSON.stringify(name)))
    .join('.');
}
