const keywords = new Set(['if', 'then', 'else', 'assert', 'with', 'let', 'in', 'rec', 'inherit']);

/** Whether a text is one of the words that can be no name. (`or` can.) */
export function isKeyword(text: string): boolean {
  return keywords.has(text);
}

/** Whether an attribute name needs no quotes when printed. */
export function isPlainName(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(name) && !keywords.has(name) && name !== 'or';
}
