/** A string as a Nix literal, escaped as Nix prints it. */
export function quoteString(text: string): string {
  return `"${text.replace(/["\\\n\r\t]|\$(?=\{)/g, escapeOf)}"`;
}

function escapeOf(char: string): string {
  switch (char) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    default:
      return `\\${char}`;
  }
}
