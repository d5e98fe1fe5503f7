/** URLs as flake references use them: stricter than browsers in some things, laxer in others, never normalised. */

/** A URL in parts; path, query and fragment are decoded. */
export interface ParsedUrl {
  readonly scheme: string;
  /** Undefined where the URL has no `//`. */
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly fragment: string;
}

const pchar = '(?:[a-zA-Z0-9\\-._~!$&\'"()*+,;=:@]|%[0-9a-fA-F]{2})';
const userInfo = '(?:[a-zA-Z0-9\\-._~!$&\'"()*+,;=:]|%[0-9a-fA-F]{2})*';
const host = '(?:\\[[0-9a-fA-F:]+(?:%\\w+)?\\]|(?:[a-zA-Z0-9\\-._~!$&\'"()*+,;=]|%[0-9a-fA-F]{2})*)';
const authority = `(?:${userInfo}@)?${host}(?::[0-9]+)?`;
const query = `(?:${pchar}|[/? "])*`;
const fragment = `(?:${pchar}|[/? "^])*`;
const urlPattern = new RegExp(
  `^([a-z][a-z0-9+.\\-]*):(?://(${authority})((?:/${pchar}*)*/?)|(${pchar}*(?:/${pchar}*)*/?))(?:\\?(${query}))?(?:#(${fragment}))?$`,
);

/** Reads a URL; undefined for a text that is none. */
export function parseUrl(text: string): ParsedUrl | undefined {
  const match = urlPattern.exec(text);
  if (match === null) return undefined;
  const [, scheme = '', authorityText, absolutePath, plainPath, queryText = '', fragmentText = ''] = match;
  const isFile = transportOf(scheme) === 'file';
  if (isFile && authorityText !== undefined && authorityText !== '') return undefined;
  const path = percentDecode(absolutePath ?? plainPath ?? '');
  return {
    scheme,
    authority: authorityText,
    path: isFile && path === '' ? '/' : path,
    query: parseQuery(queryText),
    fragment: percentDecode(fragmentText),
  };
}

/** The text of a URL. */
export function showUrl({ scheme, authority: host, path, query: values, fragment: part }: ParsedUrl): string {
  const names = [...values.keys()].sort();
  const queryText = names.map(
    (name) =>
      `${percentEncode(name, queryCharacters)}=${percentEncode(values.get(name) ?? '', queryCharacters)}`,
  );
  return [
    `${scheme}:`,
    host === undefined ? '' : `//${host}`,
    percentEncode(path, pathCharacters),
    queryText.length === 0 ? '' : `?${queryText.join('&')}`,
    part === '' ? '' : `#${percentEncode(part, queryCharacters)}`,
  ].join('');
}

/** `https` of `tarball+https`. */
export function transportOf(scheme: string): string {
  return scheme.slice(scheme.lastIndexOf('+') + 1);
}

/** `tarball` of `tarball+https`; undefined without a plus. */
export function applicationOf(scheme: string): string | undefined {
  const plus = scheme.indexOf('+');
  return plus < 0 ? undefined : scheme.slice(0, plus);
}

/** The values of a query by name; the first of equal names counts, and what has no `=` does not. */
export function parseQuery(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const part of text.split('&')) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = part.slice(0, equals);
    if (!values.has(name)) values.set(name, percentDecode(part.slice(equals + 1)));
  }
  return values;
}

/** A text with `%xx` replaced by what it stands for; bytes that form no character stay as they are written. */
export function percentDecode(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch (error) {
      if (error instanceof URIError) return run;
      throw error;
    }
  });
}

const pathCharacters = /[A-Za-z0-9\-._~:@/]/;
const queryCharacters = /[A-Za-z0-9\-._~:@/?]/;

function percentEncode(text: string, kept: RegExp): string {
  return Array.from(text, (char) => (kept.test(char) ? char : encodeChar(char))).join('');
}

/** `encodeURIComponent` leaves some characters that Nix does not. */
function encodeChar(char: string): string {
  const encoded = encodeURIComponent(char.isWellFormed() ? char : '\ufffd');
  return encoded === char ? `%${char.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
}
