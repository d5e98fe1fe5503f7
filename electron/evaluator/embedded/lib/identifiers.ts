/** Words that cannot stand unquoted as an attribute name. */
const keywords = new Set(['assert', 'else', 'if', 'in', 'inherit', 'let', 'or', 'rec', 'then', 'with']);

/** `lib.strings.escapeNixIdentifier`: the name as it stands in an attribute path, quoted unless a plain identifier. */
export function escapeNixIdentifier(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(name) && !keywords.has(name) ? name : escapeNixString(name);
}

/** `lib.strings.escapeNixString`: the text as a Nix string literal; `$` is escaped too, so nothing interpolates. */
export function escapeNixString(text: string): string {
  return JSON.stringify(text).replace(/\$/g, '\\$');
}
