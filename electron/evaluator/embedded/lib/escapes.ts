/** Texts within texts of other languages. */

/** `lib.escapeURL`: what RFC 3986 does not call unreserved becomes percent signs; bytes above ASCII stay. */
export function escapeUrl(text: string): string {
  return text.replace(/[^A-Za-z0-9\-_.~\u0080-\u{10ffff}]/gu, (character) => percentEncoded(character));
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** The text with each special part replaced; where several begin at a place, the first of the set. */
export function replaceAny(
  special: ReadonlySet<string>,
  text: string,
  replace: (match: string) => string,
): string {
  const patterns = [...special];
  let result = '';
  for (let index = 0; index < text.length;) {
    const match = patterns.find((pattern) => pattern !== '' && text.startsWith(pattern, index));
    result += match === undefined ? (text[index] ?? '') : replace(match);
    index += match === undefined ? 1 : match.length;
  }
  return result;
}

const xmlEntities: Readonly<Record<string, string>> = {
  '"': '&quot;',
  "'": '&apos;',
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
};

/** `lib.escapeXML`. */
export function escapeXml(text: string): string {
  return text.replace(/["'<>&]/g, (match) => xmlEntities[match] ?? match);
}
