import { describe, expect, test } from 'vitest';
import { SourceFile } from '../source/source-file';
import { applyEdits, insertBinding, removeBinding, replaceNode, type TextEdit } from './edits';
import { nodes, parseSyntax, type SyntaxNode, type SyntaxTree } from './syntax-tree';

function treeOf(text: string): SyntaxTree {
  return parseSyntax(new SourceFile('«string»', text));
}

/** The first piece of a kind. */
function firstOf(tree: SyntaxTree, kind: SyntaxNode['kind']): SyntaxNode {
  for (const node of nodes(tree.root)) if (node.kind === kind) return node;
  throw new Error(`no ${kind}`);
}

function applied(text: string, edit: TextEdit | undefined): string | undefined {
  return edit === undefined ? undefined : applyEdits(text, [edit]);
}

describe('edits', () => {
  test('are applied together, in any order', () => {
    const edits = [
      { start: 4, end: 5, text: 'B' },
      { start: 0, end: 1, text: 'aa' },
      { start: 5, end: 5, text: '!' },
    ];
    expect(applyEdits('a b c', edits.slice(0, 2))).toBe('aa b B');
    expect(applyEdits('a b c', edits)).toBe('aa b B!');
  });

  test.each([
    [
      [
        { start: 0, end: 2, text: '' },
        { start: 1, end: 3, text: '' },
      ],
    ],
    [[{ start: 4, end: 6, text: '' }]],
    [[{ start: 2, end: 1, text: '' }]],
  ])('that do not fit are refused: %j', (edits) => {
    expect(applyEdits('a b c', edits)).toBeUndefined();
  });

  test('replace a value and leave comments as they are', () => {
    const text = '{\n  a = 1; # one\n\n  b   = 2;\n}\n';
    const tree = treeOf(text);
    expect(applied(text, replaceNode(firstOf(tree, 'int'), '[ 3 ]'))).toBe(
      '{\n  a = [ 3 ]; # one\n\n  b   = 2;\n}\n',
    );
  });
});

describe('a new binding', () => {
  test.each([
    ['{\n  a = 1; # one\n  # end\n}', '{\n  a = 1; # one\n  c.d = 2;\n  # end\n}'],
    ['{\n\ta = 1;\n}', '{\n\ta = 1;\n\tc.d = 2;\n}'],
    ['{ a = 1; }', '{ a = 1; c.d = 2; }'],
    ['{ }', '{ c.d = 2; }'],
    ['{}', '{ c.d = 2; }'],
    ['rec {}', 'rec { c.d = 2; }'],
    ['[\n  {\n    # nothing\n  }\n]', '[\n  {\n    # nothing\n    c.d = 2;\n  }\n]'],
    ['{ inherit a; }', '{ inherit a; c.d = 2; }'],
    ['{\n  a = {\n    b = 1;\n  };\n}', '{\n  a = {\n    b = 1;\n  };\n  c.d = 2;\n}'],
  ])('in %j', (text, expected) => {
    const tree = treeOf(text);
    const result = applied(text, insertBinding(tree, firstOf(tree, 'attrs'), 'c.d', '2'));
    expect(result).toBe(expected);
    expect(() => treeOf(expected)).not.toThrow();
  });

  test('in a let', () => {
    const text = 'let\n  a = 1;\nin\na';
    const tree = treeOf(text);
    expect(applied(text, insertBinding(tree, firstOf(tree, 'let'), 'b', '2'))).toBe(
      'let\n  a = 1;\n  b = 2;\nin\na',
    );
  });

  test('is possible in sets and lets only', () => {
    const tree = treeOf('[ 1 ]');
    expect(insertBinding(tree, firstOf(tree, 'list'), 'a', '1')).toBeUndefined();
  });
});

describe('a binding that is removed', () => {
  test.each([
    ['{\n  a = 1;\n  b = 2;\n}\n', '{\n  b = 2;\n}\n'],
    ['{ a = 1; b = 2; }', '{ b = 2; }'],
    ['{\n  a = 1; # why\n  b = 2;\n}', '{\n  # why\n  b = 2;\n}'],
    ['{a=1;}', '{}'],
  ])('from %j', (text, expected) => {
    const tree = treeOf(text);
    expect(applied(text, removeBinding(tree, firstOf(tree, 'binding')))).toBe(expected);
  });

  test('may be an inherit', () => {
    const text = '{ inherit a b; c = 1; }';
    const tree = treeOf(text);
    expect(applied(text, removeBinding(tree, firstOf(tree, 'inherit')))).toBe('{ c = 1; }');
    expect(removeBinding(tree, firstOf(tree, 'attrs'))).toBeUndefined();
  });
});
