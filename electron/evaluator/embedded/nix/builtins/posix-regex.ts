/** Parses POSIX extended regular expressions and, where both mean the same, writes them as JavaScript ones. */
import { hasRepeatedChoice } from './regex-effort';

/** A regular expression as a tree. */
export type RegexNode =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | {
      readonly kind: 'set';
      readonly isNegated: boolean;
      readonly ranges: readonly (readonly [number, number])[];
    }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'group'; readonly index: number; readonly node: RegexNode }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly least: number; readonly most: number };

/** Parses an expression whose characters are bytes; undefined when it is malformed. */
export function parseRegex(pattern: string): { tree: RegexNode; groups: number } | undefined {
  const parser = new RegexParser(pattern);
  try {
    const tree = parser.choice();
    return parser.isAtEnd ? { tree, groups: parser.groups } : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

class Malformed extends Error {}

/** What a backslash may stand before; closing brackets and braces are no special characters. */
const specials = '^$\\.*+?()[{|';
const maxRepeat = 100_000;

class RegexParser {
  groups = 0;
  #at = 0;

  constructor(private readonly pattern: string) {}

  get isAtEnd(): boolean {
    return this.#at >= this.pattern.length;
  }

  choice(): RegexNode {
    const nodes = [this.#sequence()];
    while (this.#accept('|')) nodes.push(this.#sequence());
    return nodes.length === 1 ? (nodes[0] as RegexNode) : { kind: 'choice', nodes };
  }

  #accept(char: string): boolean {
    if (this.pattern[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #sequence(): RegexNode {
    const nodes: RegexNode[] = [];
    while (!this.isAtEnd && this.pattern[this.#at] !== '|' && this.pattern[this.#at] !== ')')
      nodes.push(this.#repeated());
    return nodes.length === 1 ? (nodes[0] as RegexNode) : { kind: 'sequence', nodes };
  }

  #repeated(): RegexNode {
    let node = this.#atom();
    // Nothing repeats an anchor.
    if (node.kind === 'start' || node.kind === 'end') return node;
    for (;;) {
      const char = this.pattern[this.#at];
      if (char === '*') node = { kind: 'repeat', node, least: 0, most: Infinity };
      else if (char === '+') node = { kind: 'repeat', node, least: 1, most: Infinity };
      else if (char === '?') node = { kind: 'repeat', node, least: 0, most: 1 };
      else if (char === '{') {
        node = this.#counted(node);
        continue;
      } else return node;
      this.#at++;
    }
  }

  #counted(node: RegexNode): RegexNode {
    const found = /^\{([0-9]+)(?:(,)([0-9]*))?\}/.exec(this.pattern.slice(this.#at));
    if (found === null) throw new Malformed();
    const [text, from = '', comma, to = ''] = found;
    this.#at += text.length;
    const least = Number(from);
    const most = comma === undefined ? least : to === '' ? Infinity : Number(to);
    if (most < least || least > maxRepeat) throw new Malformed();
    return { kind: 'repeat', node, least, most };
  }

  #atom(): RegexNode {
    const char = this.pattern[this.#at++] ?? '';
    switch (char) {
      case '.':
        return { kind: 'any' };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '(':
        return this.#group();
      case '[':
        return this.#set();
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
      case '{':
        throw new Malformed();
      default:
        return { kind: 'char', char };
    }
  }

  #escape(): RegexNode {
    const char = this.pattern[this.#at++];
    if (char === undefined || !specials.includes(char)) throw new Malformed();
    return { kind: 'char', char };
  }

  #group(): RegexNode {
    const index = ++this.groups;
    const node = this.choice();
    if (!this.#accept(')')) throw new Malformed();
    return { kind: 'group', index, node };
  }

  #set(): RegexNode {
    const isNegated = this.#accept('^');
    const ranges: (readonly [number, number])[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const char = this.pattern[this.#at];
      if (char === undefined) throw new Malformed();
      if (char === ']' && !isFirst) break;
      if (this.pattern.startsWith('[:', this.#at)) ranges.push(...this.#namedClass());
      else ranges.push(this.#range());
    }
    this.#at++;
    return { kind: 'set', isNegated, ranges };
  }

  #namedClass(): readonly (readonly [number, number])[] {
    const end = this.pattern.indexOf(':]', this.#at);
    const ranges = end < 0 ? undefined : classes[this.pattern.slice(this.#at + 2, end)];
    if (ranges === undefined) throw new Malformed();
    this.#at = end + 2;
    return ranges;
  }

  #range(): readonly [number, number] {
    const low = this.#setChar();
    const hasRange = this.pattern[this.#at] === '-' && this.pattern[this.#at + 1] !== ']';
    if (!hasRange) return [low, low];
    this.#at++;
    const high = this.#setChar();
    if (high < low) throw new Malformed();
    return [low, high];
  }

  /** One character in brackets; `[.x.]` and `[=x=]` stand for x. A backslash is a plain character here. */
  #setChar(): number {
    const named = /^\[([.=])([^])\1\]/.exec(this.pattern.slice(this.#at, this.#at + 5));
    if (named !== null) {
      this.#at += 5;
      return (named[2] ?? '').charCodeAt(0);
    }
    if (this.isAtEnd) throw new Malformed();
    return this.pattern.charCodeAt(this.#at++);
  }
}

const digit = [0x30, 0x39] as const;
const upper = [0x41, 0x5a] as const;
const lower = [0x61, 0x7a] as const;

const classes: Readonly<Record<string, readonly (readonly [number, number])[] | undefined>> = {
  alnum: [digit, upper, lower],
  alpha: [upper, lower],
  blank: [
    [0x20, 0x20],
    [0x09, 0x09],
  ],
  cntrl: [
    [0x00, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: [digit],
  d: [digit],
  graph: [[0x21, 0x7e]],
  lower: [lower],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  s: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  upper: [upper],
  w: [digit, upper, lower, [0x5f, 0x5f]],
  xdigit: [digit, [0x41, 0x46], [0x61, 0x66]],
};

/** An expression in JavaScript's syntax, and whether JavaScript's rules give the same result. */
export interface JavaScriptRegex {
  readonly text: string;
  /**
   * For matching whole texts. Groups inside a repetition differ: JavaScript forgets them each round. Repetitions
   * and choices inside a repetition may take exponential time, which JavaScript could not be stopped in.
   */
  readonly isExactForMatch: boolean;
  /** For searching: alternatives differ too (POSIX takes the longest, JavaScript the first). */
  readonly isExactForSearch: boolean;
}

/** Writes an expression for JavaScript. */
export function toJavaScript(tree: RegexNode): JavaScriptRegex {
  const isExactForMatch = !hasGroupInRepeat(tree) && !hasRepeatInRepeat(tree) && !hasRepeatedChoice(tree);
  return { text: write(tree), isExactForMatch, isExactForSearch: isExactForMatch && !hasChoice(tree) };
}

function write(node: RegexNode): string {
  switch (node.kind) {
    case 'char':
      return escapeCode(node.char.charCodeAt(0));
    case 'any':
      return '[^]';
    case 'set':
      return writeSet(node.isNegated, node.ranges);
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'group':
      return `(${write(node.node)})`;
    case 'sequence':
      return node.nodes.map((part) => (part.kind === 'choice' ? `(?:${write(part)})` : write(part))).join('');
    case 'choice':
      return node.nodes.map(write).join('|');
    case 'repeat': {
      const most = node.most === Infinity ? '' : String(node.most);
      return `(?:${write(node.node)}){${node.least},${most}}`;
    }
  }
}

function writeSet(isNegated: boolean, ranges: readonly (readonly [number, number])[]): string {
  const text = ranges
    .map(([low, high]) => (low === high ? escapeCode(low) : `${escapeCode(low)}-${escapeCode(high)}`))
    .join('');
  return `[${isNegated ? '^' : ''}${text}]`;
}

function escapeCode(code: number): string {
  const char = String.fromCharCode(code);
  return /[a-zA-Z0-9 _]/.test(char) ? char : `\\x${code.toString(16).padStart(2, '0')}`;
}

function children(node: RegexNode): readonly RegexNode[] {
  if (node.kind === 'group' || node.kind === 'repeat') return [node.node];
  return node.kind === 'sequence' || node.kind === 'choice' ? node.nodes : [];
}

function hasChoice(node: RegexNode): boolean {
  return node.kind === 'choice' || children(node).some(hasChoice);
}

function hasGroup(node: RegexNode): boolean {
  return node.kind === 'group' || children(node).some(hasGroup);
}

function hasRepeatInRepeat(node: RegexNode, isInside = false): boolean {
  const isEndless = node.kind === 'repeat' && node.most > 1;
  if (isEndless && isInside) return true;
  return children(node).some((child) => hasRepeatInRepeat(child, isInside || isEndless));
}

/** A repeated group itself is the same in both, unless it may match nothing; groups within it are not. */
function hasGroupInRepeat(node: RegexNode): boolean {
  if (node.kind !== 'repeat') return children(node).some(hasGroupInRepeat);
  const repeated = node.node.kind === 'group' ? node.node.node : node.node;
  return hasGroup(repeated) || (hasGroup(node.node) && canBeEmpty(repeated));
}

function canBeEmpty(node: RegexNode): boolean {
  switch (node.kind) {
    case 'char':
    case 'any':
    case 'set':
      return false;
    case 'start':
    case 'end':
      return true;
    case 'group':
      return canBeEmpty(node.node);
    case 'sequence':
      return node.nodes.every(canBeEmpty);
    case 'choice':
      return node.nodes.some(canBeEmpty);
    case 'repeat':
      return node.least === 0 || canBeEmpty(node.node);
  }
}
