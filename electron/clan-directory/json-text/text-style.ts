import type { Node } from 'jsonc-parser';

/** How a JSON text is written, so that what is added looks like the rest. */
export interface TextStyle {
  readonly eol: '\n' | '\r\n';
  readonly indent: string;
  /** Between key and value, such as `: `. */
  readonly colon: string;
  /** After a comma inside one line. */
  readonly commaSpace: string;
  /** Inside the braces of an object, and the brackets of a list, on one line. */
  readonly objectPadding: string;
  readonly listPadding: string;
  /** Whether the text has non-empty objects, or lists, that stand on one line. */
  readonly hasInlineObjects: boolean;
  readonly hasInlineLists: boolean;
  /** The whole text is one line. */
  readonly isOneLine: boolean;
  /** Characters outside ASCII are written as `\uXXXX`, as Clan's own tools do. */
  readonly isAscii: boolean;
}

/** The style of files that Clan's tools write, with a final newline added by us. */
export const defaultStyle: TextStyle = {
  eol: '\n',
  indent: '  ',
  colon: ': ',
  commaSpace: ' ',
  objectPadding: ' ',
  listPadding: '',
  hasInlineObjects: false,
  hasInlineLists: false,
  isOneLine: false,
  isAscii: false,
};

/** More nodes than this say nothing new about the style. */
const sampleSize = 20_000;

interface Sample {
  colon?: string;
  commaSpace?: string;
  objectPadding?: string;
  listPadding?: string;
  indent?: string;
}

/** Reads the style off a text and its tree. */
export function detectStyle(text: string, root: Node): TextStyle {
  const sample: Sample = {};
  let visited = 0;
  const visit = (node: Node): void => {
    if (visited++ > sampleSize) return;
    sampleNode(text, node, sample);
    for (const child of node.children ?? []) visit(child);
  };
  visit(root);
  const firstNewline = text.indexOf('\n');
  const inner = text.slice(root.offset, root.offset + root.length);
  const colon = sample.colon ?? defaultStyle.colon;
  const isTight = !/\s/.test(colon);
  return {
    eol: firstNewline > 0 && text[firstNewline - 1] === '\r' ? '\r\n' : '\n',
    indent: sample.indent ?? defaultStyle.indent,
    colon,
    commaSpace: sample.commaSpace ?? (isTight ? '' : ' '),
    objectPadding: sample.objectPadding ?? (isTight ? '' : ' '),
    listPadding: sample.listPadding ?? '',
    hasInlineObjects: sample.objectPadding !== undefined,
    hasInlineLists: sample.listPadding !== undefined,
    isOneLine: (root.children?.length ?? 0) > 0 && !inner.includes('\n'),
    // eslint-disable-next-line no-control-regex -- the range of ASCII begins with control characters
    isAscii: /\\u[0-9a-fA-F]{4}/.test(text) && !/[^\u0000-\u007f]/.test(text),
  };
}

function sampleNode(text: string, node: Node, sample: Sample): void {
  const children = node.children ?? [];
  const [first, second] = children;
  if (!first) return;
  if (node.type === 'property') {
    if (second) sample.colon ??= text.slice(first.offset + first.length, second.offset);
    return;
  }
  const opening = text.slice(node.offset + 1, first.offset);
  if (opening.includes('\n')) {
    const depth = depthOf(node);
    const column = opening.slice(opening.lastIndexOf('\n') + 1);
    // Only the outermost level tells the unit without guessing what it is relative to.
    if (depth === 0) sample.indent ??= column === '' ? undefined : column;
    return;
  }
  if (text.slice(node.offset, node.offset + node.length).includes('\n')) return;
  if (node.type === 'object') sample.objectPadding ??= opening;
  else sample.listPadding ??= opening;
  if (second) {
    const between = text.slice(first.offset + first.length, second.offset);
    sample.commaSpace ??= between.slice(between.indexOf(',') + 1);
  }
}

function depthOf(node: Node): number {
  let depth = 0;
  for (let current = node.parent; current; current = current.parent) depth++;
  return depth;
}
