import { describe, expect, test } from 'vitest';
import { NixError } from '../errors';
import { SourceFile } from '../source/source-file';
import { meaning } from '../testing/meaning';
import { corpus } from '../testing/nix-files';
import { tokenize } from './lexer';
import { parse } from './parser';
import {
  isNode,
  leaves,
  nodeAt,
  nodes,
  parseSyntax,
  printSource,
  type SyntaxElement,
  type SyntaxNode,
  type SyntaxTree,
} from './syntax-tree';
import { leavesOf } from './trivia';

function treeOf(text: string): SyntaxTree {
  return parseSyntax(new SourceFile('«string»', text));
}

/** A tree as nested lists: `[kind, …parts]` for pieces, the source text for stretches of text. */
function outline({ source, root }: SyntaxTree): unknown {
  const show = (element: SyntaxElement): unknown =>
    isNode(element)
      ? [element.kind, ...element.children.map(show)]
      : source.text.slice(element.start, element.end);
  return show(root);
}

describe('the tree', () => {
  test('has everything that is written', () => {
    expect(outline(treeOf('# top\n{ a."b" = (1); /* c */ inherit (x) y; }\n'))).toEqual([
      'file',
      '# top',
      '\n',
      [
        'attrs',
        '{',
        ' ',
        [
          'binding',
          ['attr-path', ['attr-name', 'a'], '.', ['attr-name', ['string', '"', 'b', '"']]],
          ' ',
          '=',
          ' ',
          ['parenthesised', '(', ['int', '1'], ')'],
          ';',
        ],
        ' ',
        '/* c */',
        ' ',
        ['inherit', 'inherit', ' ', ['parenthesised', '(', ['var', 'x'], ')'], ' ', ['attr-name', 'y'], ';'],
        ' ',
        '}',
      ],
      '\n',
    ]);
  });

  test('nests operators, calls and heads as they bind', () => {
    expect(outline(treeOf('x: -f a+b'))).toEqual([
      'file',
      [
        'lambda',
        'x',
        ':',
        ' ',
        ['binary', ['unary', '-', ['call', ['var', 'f'], ' ', ['var', 'a']]], '+', ['var', 'b']],
      ],
    ]);
  });

  test('knows the pieces of strings, paths and patterns', () => {
    expect(outline(treeOf('{ a ? "x${b}y", ... }: ./p${q}'))).toEqual([
      'file',
      [
        'lambda',
        [
          'formals',
          '{',
          ' ',
          [
            'formal',
            'a',
            ' ',
            '?',
            ' ',
            ['template', '"', 'x', ['interpolation', '${', ['var', 'b'], '}'], 'y', '"'],
          ],
          ',',
          ' ',
          '...',
          ' ',
          '}',
        ],
        ':',
        ' ',
        ['path', './p', ['interpolation', '${', ['var', 'q'], '}']],
      ],
    ]);
  });

  test('keeps what follows a null byte', () => {
    const tree = treeOf('1 \0 )(');
    expect([meaning(tree.expr), printSource(tree)]).toEqual([
      meaning(parse(new SourceFile('', '1'))),
      '1 \0 )(',
    ]);
  });

  test('finds the smallest piece at a place', () => {
    const tree = treeOf('{ a = f 12; }');
    expect([nodeAt(tree, 8)?.kind, nodeAt(tree, 6, 10)?.kind, nodeAt(tree, 1)?.kind]).toEqual([
      'int',
      'call',
      'attrs',
    ]);
    expect(nodeAt(tree, 99)).toBeUndefined();
  });

  test('needs no depth for long chains', () => {
    const text = '[ ] ++ '.repeat(20_000) + '[ ]';
    expect(printSource(treeOf(text))).toBe(text);
  });
});

/** Whether other bindings of the same name (`a = { }; a.b = 1;`) were merged into this set. */
function hasForeignBindings({ expr, start, end }: SyntaxNode): boolean {
  if (expr?.kind !== 'attrs') return false;
  const { attrs, dynamic } = expr.bindings;
  return [...attrs.values(), ...dynamic].some(({ span }) => span.start < start || span.end > end);
}

/** What the text alone would not mean: `or` is a variable only after `f`, the set of `let { … }` recursive only there. */
function meantOnlyInPlace(root: SyntaxNode, text: string): ReadonlySet<SyntaxNode> {
  const found = new Set<SyntaxNode>();
  for (const node of nodes(root)) {
    if (node.kind === 'var' && text.slice(node.start, node.end) === 'or') found.add(node);
    if (hasForeignBindings(node)) found.add(node);
    if (node.kind === 'old-let') for (const child of node.children.filter(isNode)) found.add(child);
  }
  return found;
}

describe('every file of the corpus', () => {
  const files = corpus();

  test('is there', () => {
    expect(files.length).toBeGreaterThan(150);
  });

  test('is the same, byte by byte, when its leaves are put together', () => {
    for (const { path, text } of files) {
      const source = new SourceFile(path, text);
      const parts = leavesOf(tokenize(source)).map((leaf) => text.slice(leaf.start, leaf.end));
      const isMalformed = tokenize(source).malformed !== undefined;
      // What comes after a literal that is wrong in itself is not read.
      expect(isMalformed ? text.startsWith(parts.join('')) : parts.join('') === text, path).toBe(true);
    }
  });

  test('has the same text as its tree, whose pieces lie in each other without gaps', () => {
    for (const tree of trees()) {
      expect(printSource(tree), tree.source.path).toBe(tree.source.text);
      for (const node of nodes(tree.root)) {
        const ends = [node.start, ...node.children.map((child) => child.end)];
        const starts = [...node.children.map((child) => child.start), node.end];
        // One comparison a node; an assertion for each would take longer than all the rest.
        if (starts.some((start, index) => start !== ends[index]))
          expect.fail(`${tree.source.path}:${node.start}`);
      }
    }
  });

  test('means the same when evaluation parses it', () => {
    for (const { expr, source } of trees()) expect(meaning(expr), source.path).toBe(meaning(parse(source)));
  });

  test('has expressions whose text alone means what they mean in place', () => {
    let count = 0;
    for (const { source, root } of trees()) {
      const exceptions = meantOnlyInPlace(root, source.text);
      for (const node of nodes(root)) {
        if (node.expr === undefined || exceptions.has(node)) continue;
        const text = source.text.slice(node.start, node.end);
        count++;
        const again = meaning(parse(new SourceFile('«string»', text)));
        if (again !== meaning(node.expr)) expect.fail(`${source.path}: ${text}`);
      }
    }
    expect(count).toBeGreaterThan(5_000);
  }, 60_000);

  function* trees(): Generator<SyntaxTree> {
    for (const { path, text } of files) {
      try {
        yield parseSyntax(new SourceFile(path, text));
      } catch (error) {
        // The corpus has files that must not parse.
        if (!(error instanceof NixError)) throw error;
      }
    }
  }
});

test('leaves come in order', () => {
  const starts = [...leaves(treeOf('{ a = [ 1 2 ]; b = x: y; }').root)].map((leaf) => leaf.start);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
});
