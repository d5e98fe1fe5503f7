/** The clan's `inventory.json` while it is edited: its text, its content, and why it cannot be read. */
import type { Diagnostic } from '../../../../shared/base/diagnostic';
import { AttrSet } from '../nix';
import type { NixIo } from '../nix';
import { excerpt, sourceSpan } from './diagnostics';
import { JsonSyntaxError, parseJsonDocument } from './json-source';
import type { JsonDocument } from './json-source';

/** What was found in a text. */
interface ReadText {
  readonly path: string;
  readonly text: string | undefined;
  readonly content: AttrSet;
  readonly problem: Diagnostic | undefined;
  readonly document?: JsonDocument;
}

/** Reads the file, or the text that stands for it, once for each text. */
export class InventoryFile {
  #replacement: string | null | undefined;
  #last: ReadText | undefined;

  constructor(
    private readonly io: NixIo,
    private readonly directory: string,
    replacement: string | null | undefined,
  ) {
    this.#replacement = replacement;
  }

  /** Puts a text in the place of the file; null: there is no file. Tells whether that changes anything. */
  replace(text: string | null): boolean {
    if (text === this.#replacement) return false;
    this.#replacement = text;
    return true;
  }

  /** The content; empty when there is no file or its text is no JSON object. */
  read(path: string): AttrSet {
    const text = this.#replacement === undefined ? this.io.readFile(path) : (this.#replacement ?? undefined);
    if (this.#last?.path !== path || this.#last.text !== text) this.#last = this.#parse(path, text);
    return this.#last.content;
  }

  /** What is wrong with the text that was read last. */
  get problem(): Diagnostic | undefined {
    return this.#last?.problem;
  }

  /** What was read last. */
  get content(): AttrSet {
    return this.#last?.content ?? AttrSet.empty;
  }

  #parse(path: string, text: string | undefined): ReadText {
    const nothing = { path, text, content: AttrSet.empty };
    if (text === undefined) return { ...nothing, problem: undefined };
    try {
      const previous = this.#last?.path === path ? this.#last.document : undefined;
      const document = parseJsonDocument({ path, text }, previous);
      const { value } = document;
      if (value instanceof AttrSet) return { path, text, content: value, problem: undefined, document };
      return { ...nothing, problem: notAnObject(path, this.directory) };
    } catch (error) {
      if (error instanceof JsonSyntaxError)
        return { ...nothing, problem: syntaxProblem(error, this.directory) };
      throw error;
    }
  }
}

const hint = 'Until it is mended the clan is shown without it, and nothing is written to it.';

function syntaxProblem(error: JsonSyntaxError, directory: string): Diagnostic {
  return {
    code: 'inventory.syntax',
    severity: 'error',
    message: `inventory.json is no valid JSON: ${error.message}.`,
    span: sourceSpan(error.span, directory),
    excerpt: excerpt(error.span),
    target: { kind: 'clan' },
    hint,
  };
}

function notAnObject(path: string, directory: string): Diagnostic {
  return {
    code: 'inventory.no-object',
    severity: 'error',
    message: 'inventory.json has to hold an object: { … }.',
    span: {
      path: path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path,
      line: 1,
      column: 1,
    },
    target: { kind: 'clan' },
    hint,
  };
}
