/**
 * Text to tokens. Strings, indented strings and paths with interpolation are told apart by a stack of modes, as in
 * Nix's own lexer: `"` and `''` push a mode, `${` and `{` push the normal one, `}` pops it. Where several tokens
 * could start, the longest wins (`a.b/c` is a path, `a:b` a URI).
 */
import { NixError } from '../errors';
import type { SourceFile } from '../source/source-file';
import type { Keyword, Punctuation, Token, TokenKind } from './tokens';

type Mode = 'normal' | 'string' | 'indented' | 'path' | 'path-after-slash';

const keywords = new Map<string, Keyword>(
  (['if', 'then', 'else', 'assert', 'with', 'let', 'in', 'rec', 'inherit', 'or'] as const).map((word) => [
    word,
    word,
  ]),
);

const longPunctuation: readonly Punctuation[] = [
  '...',
  '==',
  '!=',
  '<=',
  '>=',
  '&&',
  '||',
  '->',
  '//',
  '++',
  '|>',
  '<|',
];
const punctuation = new Set<string>('{}()[];:,.@?=!+-*/<>');

const patterns = {
  blank: /[ \t\r\n]+|#[^\r\n]*/y,
  name: /[a-zA-Z_][a-zA-Z0-9_'-]*/y,
  int: /[0-9]+/y,
  float: /(?:(?:[1-9][0-9]*\.[0-9]*)|(?:0?\.[0-9]+))(?:[Ee][+-]?[0-9]+)?/y,
  path: /[a-zA-Z0-9._+-]*(?:\/[a-zA-Z0-9._+-]+)+\/?/y,
  pathStart: /[a-zA-Z0-9._+-]*\/(?=\$\{)/y,
  homePath: /~(?:\/[a-zA-Z0-9._+-]+)+\/?/y,
  homeStart: /~\/(?=\$\{)/y,
  searchPath: /<[a-zA-Z0-9._+-]+(?:\/[a-zA-Z0-9._+-]+)*>/y,
  uri: /[a-zA-Z][a-zA-Z0-9+.-]*:[a-zA-Z0-9%/?:@&=+$,_.!~*'-]+/y,
  pathPart: /[a-zA-Z0-9._+-]*(?:\/[a-zA-Z0-9._+-]+)+\/?|[a-zA-Z0-9._+-]*\/|[a-zA-Z0-9._+-]+/y,
  indentedOpen: /''(?: *\n)?/y,
} as const;

const codes = { quote: 34, dollar: 36, apostrophe: 39, backslash: 92, brace: 123 } as const;

/** All tokens of a text, ending with one of kind EOF. Throws NixError of kind `parse` for a malformed literal. */
export function tokenize(source: SourceFile): Token[] {
  return new Lexer(source).run();
}

/**
 * Where a run of certain characters ends. Remembered, because every token in a long run such as `1+1+1+…` asks
 * whether the run ends as a path or a URI would.
 */
class Run {
  #start = 0;
  #end = -1;

  constructor(
    private readonly text: string,
    private readonly pattern: RegExp,
  ) {}

  endAt(at: number): number {
    if (at >= this.#start && at < this.#end) return this.#end;
    this.pattern.lastIndex = at;
    this.pattern.test(this.text);
    this.#start = at;
    this.#end = this.pattern.lastIndex;
    return this.#end;
  }
}

class Lexer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  readonly #modes: Mode[] = ['normal'];
  readonly #pathRun: Run;
  readonly #schemeRun: Run;
  #at = 0;

  constructor(readonly source: SourceFile) {
    this.#text = source.text;
    this.#pathRun = new Run(source.text, /[a-zA-Z0-9._+-]*/y);
    this.#schemeRun = new Run(source.text, /[a-zA-Z0-9.+-]*/y);
  }

  run(): Token[] {
    for (;;) {
      const mode = this.#modes[this.#modes.length - 1] ?? 'normal';
      const isInPath = mode === 'path' || mode === 'path-after-slash';
      if (this.#at >= this.#text.length && !isInPath) break;
      if (mode === 'normal') this.#normal();
      else if (mode === 'string') this.#stringPart();
      else if (mode === 'indented') this.#indentedPart();
      else this.#pathPart(mode);
    }
    this.#push('EOF', this.#text.length);
    return this.#tokens;
  }

  /** The end of the match of a sticky pattern here, or -1. */
  #match(pattern: RegExp): number {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#text) ? pattern.lastIndex : -1;
  }

  #push(kind: TokenKind, end: number, text = '', isVerbatim = true): void {
    this.#tokens.push({ kind, start: this.#at, end, text, isVerbatim });
    this.#at = end;
  }

  #pushRaw(kind: TokenKind, end: number): void {
    this.#push(kind, end, this.#text.slice(this.#at, end));
  }

  #normal(): void {
    const blank = this.#match(patterns.blank);
    if (blank >= 0) {
      this.#at = blank;
      return;
    }
    const char = this.#text[this.#at] ?? '';
    const comment = char === '/' ? this.#commentEnd() : -1;
    if (comment >= 0) {
      this.#at = comment;
    } else if (char === '"') {
      this.#push('"', this.#at + 1);
      this.#modes.push('string');
    } else if (char === "'" && this.#text.startsWith("''", this.#at)) {
      this.#push('IND_OPEN', this.#match(patterns.indentedOpen));
      this.#modes.push('indented');
    } else if (char === '$' && this.#text.startsWith('${', this.#at)) this.#openInterpolation();
    else if (char === '}') {
      if (this.#modes.length > 1) this.#modes.pop();
      this.#push('}', this.#at + 1);
    } else if (char === '{') {
      this.#push('{', this.#at + 1);
      this.#modes.push('normal');
    } else if (/[a-zA-Z0-9_.+\-/~<]/.test(char)) this.#word(char);
    else this.#punctuation(char);
  }

  /** The end of a block comment that starts here; -1 when there is none or it never ends. */
  #commentEnd(): number {
    if (!this.#text.startsWith('/*', this.#at)) return -1;
    const close = this.#text.indexOf('*/', this.#at + 2);
    return close < 0 ? -1 : close + 2;
  }

  #openInterpolation(): void {
    this.#push('${', this.#at + 2);
    this.#modes.push('normal');
  }

  /** Names, numbers, paths, URIs, and the punctuation that paths can start with. */
  #word(char: string): void {
    if (char === '~') {
      const home = Math.max(this.#match(patterns.homePath), this.#match(patterns.homeStart));
      if (home < 0) this.#punctuation(char);
      else this.#openPath('HPATH', home);
      return;
    }
    if (char === '<') {
      const end = this.#match(patterns.searchPath);
      if (end < 0) this.#punctuation(char);
      else this.#push('SPATH', end, this.#text.slice(this.#at + 1, end - 1));
      return;
    }
    const name = this.#match(patterns.name);
    const next = this.#text[name] ?? '';
    if (name >= 0 && next !== '.' && next !== '/' && next !== '+' && next !== ':') {
      this.#name(name);
      return;
    }
    const number = Math.max(this.#match(patterns.int), this.#match(patterns.float));
    const mayBePath = this.#text[this.#pathRun.endAt(this.#at)] === '/';
    const path = mayBePath ? Math.max(this.#match(patterns.path), this.#match(patterns.pathStart)) : -1;
    const uri = this.#text[this.#schemeRun.endAt(this.#at)] === ':' ? this.#match(patterns.uri) : -1;
    const longest = Math.max(name, number, path, uri);
    if (longest < 0) this.#punctuation(char);
    else if (longest === name) this.#name(name);
    else if (longest === number) this.#number(number);
    else if (longest === path) this.#openPath('PATH', path);
    else this.#pushRaw('URI', uri);
  }

  #name(end: number): void {
    const text = this.#text.slice(this.#at, end);
    this.#push(keywords.get(text) ?? 'ID', end, text);
  }

  #number(end: number): void {
    const text = this.#text.slice(this.#at, end);
    const span = { source: this.source, start: this.#at, end };
    if (/^[0-9]+$/.test(text)) {
      if (BigInt(text) > 9223372036854775807n) throw new NixError('parse', `invalid integer '${text}'`, span);
      this.#push('INT', end, text);
    } else {
      if (!isInRange(text)) throw new NixError('parse', `invalid float '${text}'`, span);
      this.#push('FLOAT', end, text);
    }
  }

  #openPath(kind: 'PATH' | 'HPATH', end: number): void {
    this.#modes.push(this.#text[end - 1] === '/' ? 'path-after-slash' : 'path');
    this.#pushRaw(kind, end);
  }

  #pathPart(mode: Mode): void {
    if (this.#text.startsWith('${', this.#at)) {
      this.#modes[this.#modes.length - 1] = 'path';
      this.#openInterpolation();
      return;
    }
    const end = this.#match(patterns.pathPart);
    if (end >= 0) {
      this.#modes[this.#modes.length - 1] = this.#text[end - 1] === '/' ? 'path-after-slash' : 'path';
      this.#pushRaw('STR', end);
    } else if (mode === 'path-after-slash') {
      const last = this.#tokens[this.#tokens.length - 1];
      const start = last?.start ?? this.#at;
      throw new NixError('parse', 'path has a trailing slash', { source: this.source, start, end: this.#at });
    } else {
      this.#modes.pop();
      this.#push('PATH_END', this.#at);
    }
  }

  #stringPart(): void {
    if (this.#text[this.#at] === '"') {
      this.#modes.pop();
      this.#push('"', this.#at + 1);
    } else if (this.#text.startsWith('${', this.#at)) this.#openInterpolation();
    else {
      const end = this.#stringPartEnd();
      this.#checkNoNull(this.#text.slice(this.#at, end));
      this.#push('STR', end, unescapeString(this.#text.slice(this.#at, end)));
    }
  }

  /** The end of the literal text here: before the closing quote, or before `${`. A `$` hides a brace after it. */
  #stringPartEnd(): number {
    const text = this.#text;
    let end = this.#at;
    while (end < text.length) {
      const char = text.charCodeAt(end);
      if (char === codes.quote) break;
      if (char === codes.dollar) {
        const next = text.charCodeAt(end + 1);
        if (next === codes.brace) break;
        end += next === codes.quote || next === codes.backslash ? 1 : 2;
      } else end += char === codes.backslash ? 2 : 1;
    }
    return Math.min(end, text.length);
  }

  /** The end of the verbatim text of an indented string here; where it is when something else starts. */
  #indentedPartEnd(): number {
    const text = this.#text;
    let end = this.#at;
    while (end < text.length) {
      const char = text.charCodeAt(end);
      const next = text.charCodeAt(end + 1);
      if (char === codes.dollar) {
        if (next === codes.brace || next === codes.apostrophe || end + 1 >= text.length) break;
        end += 2;
      } else if (char === codes.apostrophe) {
        if (next === codes.apostrophe || next === codes.dollar || end + 1 >= text.length) break;
        end += 2;
      } else end++;
    }
    return end;
  }

  #indentedPart(): void {
    const text = this.#text;
    const end = this.#indentedPartEnd();
    if (end > this.#at) {
      this.#checkNoNull(text.slice(this.#at, end));
      this.#pushRaw('IND_STR', end);
    } else if (text.startsWith("''$", this.#at)) this.#push('IND_STR', this.#at + 3, '$', false);
    else if (text.startsWith("'''", this.#at)) this.#push('IND_STR', this.#at + 3, "''", false);
    else if (text.startsWith("''\\", this.#at) && this.#at + 3 < text.length) {
      this.#push('IND_STR', this.#at + 4, unescapeString(text.slice(this.#at + 2, this.#at + 4)), false);
    } else if (text.startsWith('${', this.#at)) this.#openInterpolation();
    else if (text.startsWith("''", this.#at)) {
      this.#modes.pop();
      this.#push('IND_CLOSE', this.#at + 2);
    } else this.#push('IND_STR', this.#at + 1, text[this.#at] ?? '', false);
  }

  /** Nix's strings end at a null byte, so none may be written. */
  #checkNoNull(raw: string): void {
    if (!raw.includes('\0')) return;
    const message = `input string '${raw.replaceAll('\0', '␀')}' cannot be represented as Nix string because it contains null bytes`;
    throw new NixError('parse', message, {
      source: this.source,
      start: this.#at,
      end: this.#at + raw.length,
    });
  }

  #punctuation(char: string): void {
    for (const candidate of longPunctuation) {
      if (this.#text.startsWith(candidate, this.#at)) {
        this.#push(candidate, this.#at + candidate.length);
        return;
      }
    }
    if (punctuation.has(char)) this.#push(char as Punctuation, this.#at + 1);
    else this.#push('INVALID', this.#at + 1, char);
  }
}

/** Resolves the escapes of a quoted string; carriage returns become line feeds. */
function unescapeString(raw: string): string {
  if (!/[\\\r]/.test(raw)) return raw;
  return raw.replace(/\\([^])|\r\n?/g, (_match, escaped: string | undefined) => {
    if (escaped === undefined) return '\n';
    return escaped === 'n' ? '\n' : escaped === 'r' ? '\r' : escaped === 't' ? '\t' : escaped;
  });
}

/** The smallest positive float that has all its digits; Nix refuses what is nearer to zero, as it does what is too large. */
const smallestNormal = 2 ** -1022;

function isInRange(float: string): boolean {
  const value = Number(float);
  const isZero = /^[0.]*(?:[Ee]|$)/.test(float);
  return Number.isFinite(value) && (isZero || value >= smallestNormal);
}
