/**
 * Text to tokens. Strings, indented strings and paths with interpolation are told apart by a stack of modes, as in
 * Nix's own lexer: `"` and `''` push a mode, `${` and `{` push the normal one, `}` pops it. Where several tokens
 * could start, the longest wins (`a.b/c` is a path, `a:b` a URI). Names, blanks and brackets are nearly everything
 * there is, so they are read character by character; only what may be a number, a path or a URI meets a regular
 * expression.
 */
import { NixError } from '../errors';
import type { SourceFile } from '../source/source-file';
import { isDigit, isNameRest, isNameStart, isPathRest } from './characters';
import { TokenList, unescapeString } from './token-list';
import type { Keyword, Punctuation, TokenKind } from './tokens';

type Mode = 'normal' | 'string' | 'indented' | 'path' | 'path-after-slash';

const keywords = new Map<string, Keyword>(
  (['if', 'then', 'else', 'assert', 'with', 'let', 'in', 'rec', 'inherit', 'or'] as const).map((word) => [
    word,
    word,
  ]),
);
const longestKeyword = 7;

/** Operators of several characters, by their first one. */
const longPunctuation = new Map<string, readonly Punctuation[]>(
  Object.entries<readonly Punctuation[]>({
    '.': ['...'],
    '=': ['=='],
    '!': ['!='],
    '<': ['<=', '<|'],
    '>': ['>='],
    '&': ['&&'],
    '|': ['||', '|>'],
    '-': ['->'],
    '/': ['//'],
    '+': ['++'],
  }),
);
const shortPunctuation = new Set<string>('()[];:,.@?=!+-*/<>');

const patterns = {
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

const codes = {
  null: 0,
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  quote: 34,
  hash: 35,
  dollar: 36,
  apostrophe: 39,
  asterisk: 42,
  plus: 43,
  minus: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  less: 60,
  backslash: 92,
  openBrace: 123,
  closeBrace: 125,
  tilde: 126,
} as const;

/** The smallest float that Nix reads: smaller ones lose digits, which its number reader counts as out of range. */
const smallestNormalFloat = 2.2250738585072014e-308;

/** All tokens of a text. Never throws: what is wrong with a literal stands in the list as its last token. */
export function tokenize(source: SourceFile): TokenList {
  return new Lexer(source).run();
}

class Lexer {
  readonly #text: string;
  readonly #tokens: TokenList;
  readonly #modes: Mode[] = [];
  #mode: Mode = 'normal';
  #at = 0;
  /** The last run of path characters that was looked for; every token in `1+1+1+…` asks where it ends. */
  #runStart = 0;
  #runEnd = -1;
  #isDone = false;
  readonly #hasNull: boolean;

  constructor(readonly source: SourceFile) {
    this.#text = source.text;
    this.#hasNull = source.text.includes('\0');
    this.#tokens = new TokenList(source);
  }

  run(): TokenList {
    const end = this.#text.length;
    while (!this.#isDone) {
      switch (this.#mode) {
        case 'normal':
          if (this.#at >= end) this.#finish('EOF', end);
          else this.#normal(this.#text.charCodeAt(this.#at));
          break;
        case 'string':
          if (this.#at >= end) this.#finish('EOF', end);
          else this.#stringPart();
          break;
        case 'indented':
          if (this.#at >= end) this.#finish('EOF', end);
          else this.#indentedPart();
          break;
        default:
          this.#pathPart();
      }
    }
    return this.#tokens;
  }

  // Building blocks

  #push(kind: TokenKind, end: number): void {
    this.#tokens.push(kind, this.#at, end);
    this.#at = end;
  }

  #finish(kind: 'EOF' | 'MALFORMED', at: number): void {
    this.#at = at;
    this.#push(kind, at);
    this.#isDone = true;
  }

  #fail(message: string, start: number, end: number): void {
    this.#tokens.malformed = new NixError('parse', message, { source: this.source, start, end });
    this.#finish('MALFORMED', start);
  }

  #enter(mode: Mode): void {
    this.#modes.push(this.#mode);
    this.#mode = mode;
  }

  #leave(): void {
    this.#mode = this.#modes.pop() ?? 'normal';
  }

  /** The end of the match of a sticky pattern here, or -1. */
  #match(pattern: RegExp): number {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#text) ? pattern.lastIndex : -1;
  }

  // Normal mode

  #normal(code: number): void {
    if (isNameStart(code)) return this.#name();
    switch (code) {
      case codes.space:
      case codes.tab:
      case codes.lineFeed:
      case codes.carriageReturn:
        this.#at++;
        return;
      case codes.hash:
        return this.#lineComment();
      case codes.quote:
        this.#push('"', this.#at + 1);
        return this.#enter('string');
      case codes.openBrace:
        this.#push('{', this.#at + 1);
        return this.#enter('normal');
      case codes.closeBrace:
        this.#leave();
        return this.#push('}', this.#at + 1);
      case codes.null:
        // Nix's lexer takes a null byte for the end of the text.
        return this.#finish('EOF', this.#at + 1);
      case codes.dollar:
        if (this.#text.charCodeAt(this.#at + 1) === codes.openBrace) return this.#openInterpolation();
        break;
      case codes.apostrophe:
        if (this.#text.charCodeAt(this.#at + 1) !== codes.apostrophe) break;
        this.#push('IND_OPEN', this.#match(patterns.indentedOpen));
        return this.#enter('indented');
      default:
        if (isDigit(code) || isPathStart(code)) return this.#numberOrPath(code);
    }
    this.#punctuation();
  }

  #lineComment(): void {
    const text = this.#text;
    let at = this.#at + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === codes.lineFeed || code === codes.carriageReturn) break;
    }
    this.#at = at;
  }

  #openInterpolation(): void {
    this.#push('${', this.#at + 2);
    this.#enter('normal');
  }

  /** A name or keyword, unless what it starts goes on as a path or URI. */
  #name(): void {
    const text = this.#text;
    let end = this.#at + 1;
    while (isNameRest(text.charCodeAt(end))) end++;
    const next = text.charCodeAt(end);
    if (next === codes.dot || next === codes.plus || next === codes.slash || next === codes.colon) {
      if (this.#pathOrUri(end)) return;
    }
    const length = end - this.#at;
    const keyword =
      length > 1 && length <= longestKeyword ? keywords.get(text.slice(this.#at, end)) : undefined;
    this.#push(keyword ?? 'ID', end);
  }

  /** Reads a path or URI here, if there is one that is longer than up to `end`. */
  #pathOrUri(end: number): boolean {
    const afterRun = this.#text.charCodeAt(this.#runEndAt());
    if (afterRun === codes.slash) {
      const path = Math.max(this.#match(patterns.path), this.#match(patterns.pathStart));
      if (path > end) {
        this.#openPath('PATH', path);
        return true;
      }
    } else if (afterRun === codes.colon) {
      const uri = this.#match(patterns.uri);
      if (uri > end) {
        this.#push('URI', uri);
        return true;
      }
    }
    return false;
  }

  #runEndAt(): number {
    const at = this.#at;
    if (at < this.#runStart || at >= this.#runEnd) {
      let end = at;
      while (isPathRest(this.#text.charCodeAt(end))) end++;
      this.#runStart = at;
      this.#runEnd = end;
    }
    return this.#runEnd;
  }

  /** What starts with a digit or with punctuation that a path can start with. */
  #numberOrPath(code: number): void {
    if (code === codes.tilde) {
      const home = Math.max(this.#match(patterns.homePath), this.#match(patterns.homeStart));
      return home < 0 ? this.#punctuation() : this.#openPath('HPATH', home);
    }
    if (code === codes.less) {
      const end = this.#match(patterns.searchPath);
      return end < 0 ? this.#punctuation() : this.#push('SPATH', end);
    }
    if (code === codes.slash && this.#text.charCodeAt(this.#at + 1) === codes.asterisk) {
      const close = this.#text.indexOf('*/', this.#at + 2);
      if (close >= 0) {
        this.#at = close + 2;
        return;
      }
    }
    const isNumeric = isDigit(code) || code === codes.dot;
    const number = isNumeric ? Math.max(this.#match(patterns.int), this.#match(patterns.float)) : -1;
    if (this.#pathOrUri(number)) return;
    if (number >= 0) this.#number(number);
    else this.#punctuation();
  }

  #number(end: number): void {
    const text = this.#text.slice(this.#at, end);
    if (/^[0-9]+$/.test(text)) {
      const fits = text.length < 19 || BigInt(text) <= 9223372036854775807n;
      if (fits) this.#push('INT', end);
      else this.#fail(`invalid integer '${text}'`, this.#at, end);
    } else {
      const value = Number(text);
      const isZero = !/[1-9]/.test(text.replace(/[eE].*/, ''));
      const fits = Number.isFinite(value) && (isZero || value >= smallestNormalFloat);
      if (fits) this.#push('FLOAT', end);
      else this.#fail(`invalid float '${text}'`, this.#at, end);
    }
  }

  #punctuation(): void {
    const char = this.#text[this.#at] ?? '';
    for (const candidate of longPunctuation.get(char) ?? []) {
      if (this.#text.startsWith(candidate, this.#at))
        return this.#push(candidate, this.#at + candidate.length);
    }
    this.#push(shortPunctuation.has(char) ? (char as Punctuation) : 'INVALID', this.#at + 1);
  }

  // Paths

  #openPath(kind: 'PATH' | 'HPATH', end: number): void {
    this.#enter(this.#modeAfter(end));
    this.#push(kind, end);
  }

  #modeAfter(end: number): Mode {
    return this.#text.charCodeAt(end - 1) === codes.slash ? 'path-after-slash' : 'path';
  }

  #pathPart(): void {
    if (this.#text.startsWith('${', this.#at)) {
      this.#mode = 'path';
      this.#openInterpolation();
      return;
    }
    const end = this.#match(patterns.pathPart);
    if (end >= 0) {
      this.#mode = this.#modeAfter(end);
      this.#push('STR', end);
    } else if (this.#mode === 'path-after-slash') {
      // At the end of the text there is nothing to point at but the path.
      const isLast = this.#at === this.#text.length;
      const start = isLast ? (this.#tokens.places[2 * this.#tokens.kinds.length - 2] ?? this.#at) : this.#at;
      this.#fail('path has a trailing slash', start, this.#at);
    } else {
      this.#leave();
      this.#push('PATH_END', this.#at);
    }
  }

  // Strings

  #stringPart(): void {
    const text = this.#text;
    const code = text.charCodeAt(this.#at);
    if (code === codes.quote) {
      this.#leave();
      this.#push('"', this.#at + 1);
    } else if (code === codes.dollar && text.charCodeAt(this.#at + 1) === codes.openBrace) {
      this.#openInterpolation();
    } else this.#literalText('STR', this.#stringPartEnd());
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
        if (next === codes.openBrace) break;
        end += next === codes.quote || next === codes.backslash ? 1 : 2;
      } else end += char === codes.backslash ? 2 : 1;
    }
    return Math.min(end, text.length);
  }

  #indentedPart(): void {
    const text = this.#text;
    const end = this.#indentedPartEnd();
    if (end > this.#at) this.#literalText('IND_STR', end);
    else if (text.startsWith("''$", this.#at) || text.startsWith("'''", this.#at)) {
      this.#push('IND_ESCAPE', this.#at + 3);
    } else if (text.startsWith("''\\", this.#at) && this.#at + 3 < text.length) {
      this.#push('IND_ESCAPE', this.#at + 4);
    } else if (text.startsWith('${', this.#at)) this.#openInterpolation();
    else if (text.startsWith("''", this.#at)) {
      this.#leave();
      this.#push('IND_CLOSE', this.#at + 2);
    } else this.#push('IND_ESCAPE', this.#at + 1);
  }

  /** The end of the verbatim text of an indented string here; where it is when something else starts. */
  #indentedPartEnd(): number {
    const text = this.#text;
    let end = this.#at;
    while (end < text.length) {
      const char = text.charCodeAt(end);
      const next = text.charCodeAt(end + 1);
      if (char === codes.dollar) {
        if (next === codes.openBrace || next === codes.apostrophe || end + 1 >= text.length) break;
        end += 2;
      } else if (char === codes.apostrophe) {
        if (next === codes.apostrophe || next === codes.dollar || end + 1 >= text.length) break;
        end += 2;
      } else end++;
    }
    return end;
  }

  /** Nix's strings end at a null byte, so none may be written. */
  #literalText(kind: 'STR' | 'IND_STR', end: number): void {
    const start = this.#at;
    this.#push(kind, end);
    const raw = this.#hasNull ? this.#text.slice(start, end) : '';
    if (!raw.includes('\0')) return;
    const shown = (kind === 'STR' ? unescapeString(raw) : raw).replaceAll('\0', '␀');
    const message = `input string '${shown}' cannot be represented as Nix string because it contains null bytes`;
    this.#fail(message, start, end);
  }
}

function isPathStart(code: number): boolean {
  return (
    code === codes.slash ||
    code === codes.dot ||
    code === codes.minus ||
    code === codes.plus ||
    code === codes.tilde ||
    code === codes.less
  );
}
