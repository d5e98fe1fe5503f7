import { utf8Length } from './utf8';

/** One text that was parsed: a file, or an expression from the command line. Offsets are UTF-16 units into `text`. */
export class SourceFile {
  #lineStarts: number[] | undefined;

  constructor(
    /** Absolute POSIX path, or a label such as `«string»` for text that is no file. */
    readonly path: string,
    readonly text: string,
  ) {}

  /** Whether this is a file on disk, so that `path` leads to it. */
  get isFile(): boolean {
    return this.path.startsWith('/');
  }

  /** Where an offset is, for people. Computed on demand: most positions are never shown. */
  lineColumn(offset: number): LineColumn {
    const starts = (this.#lineStarts ??= lineStartsOf(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    const start = starts[low] as number;
    return { line: low + 1, column: utf8Length(this.text, start, offset) + 1, unit: offset - start + 1 };
  }
}

/** A place in a text. All count from 1. */
export interface LineColumn {
  readonly line: number;
  /** In bytes of UTF-8, as Nix counts. */
  readonly column: number;
  /** In UTF-16 units, to point at the place in the text of the line. */
  readonly unit: number;
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (char === 10) starts.push(index + 1);
    else if (char === 13 && text.charCodeAt(index + 1) !== 10) starts.push(index + 1);
  }
  return starts;
}

/** A stretch of source text, `end` exclusive. Kept by syntax nodes, attributes and errors. */
export interface Span {
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}
