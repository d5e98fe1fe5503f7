/** The clan's inventory.json as it is on disk: text, meaning, fingerprint. Reading never changes anything. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { Diagnostic, SourceSpan } from '../../shared/base/diagnostic';
import { exactDigits, parseExactJson } from '../../shared/base/exact-number';
import { isJsonObject } from '../../shared/base/json';
import type { Json, JsonObject } from '../../shared/base/json';
import { directoryError, systemErrorCode, systemErrorReason } from './directory-error';

export const inventoryFileName = 'inventory.json';

/** Files beyond this are certainly no inventory. */
const sizeLimit = 64 * 1024 * 1024;

const byteOrderMark = '\ufeff';

/** What was found at the place of inventory.json. */
export type InventoryFile =
  | { readonly kind: 'missing' }
  /** `text` is without byte order mark; `hash` is of the bytes on disk. */
  | {
      readonly kind: 'valid';
      readonly text: string;
      readonly hasByteOrderMark: boolean;
      readonly value: JsonObject;
      readonly hash: string;
      readonly warnings: readonly Diagnostic[];
    }
  /** There is a text, but it is no JSON object. It is never written over. */
  | {
      readonly kind: 'malformed';
      readonly text: string;
      readonly hash: string;
      readonly diagnostic: Diagnostic;
    }
  | { readonly kind: 'unreadable'; readonly diagnostic: Diagnostic };

/** Fingerprint of a file's bytes; null stands for no file. */
export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads inventory.json at `path`, through links. */
export async function readInventoryFile(path: string): Promise<InventoryFile> {
  let bytes: Buffer;
  try {
    const found = await stat(path);
    if (!found.isFile()) {
      return unreadable('inventory.not-a-file', 'inventory.json is not a file.');
    }
    if (found.size > sizeLimit) {
      return unreadable('inventory.too-large', 'inventory.json is larger than 64 MB and is not read.');
    }
    bytes = await readFile(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT' && !(await isDanglingLink(path))) return { kind: 'missing' };
    return unreadable('inventory.unreadable', `inventory.json cannot be read: ${systemErrorReason(error)}.`);
  }
  return interpretInventory(bytes);
}

/** What the bytes of an inventory.json mean. */
export function interpretInventory(bytes: Uint8Array): InventoryFile {
  const hash = hashOf(bytes);
  let full: string;
  try {
    full = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const diagnostic = directoryError('inventory.not-text', 'inventory.json is not valid UTF-8 text.', {
      hint: 'Save the file as UTF-8. It is left alone until then.',
    });
    return { kind: 'malformed', text: Buffer.from(bytes).toString('latin1'), hash, diagnostic };
  }
  const hasByteOrderMark = full.startsWith(byteOrderMark);
  const text = hasByteOrderMark ? full.slice(1) : full;
  let value: Json;
  try {
    value = parseExactJson(text);
  } catch (error) {
    return { kind: 'malformed', text: full, hash, diagnostic: malformed(text, error) };
  }
  if (!isJsonObject(value)) {
    const what = Array.isArray(value) ? 'a list' : 'a single value';
    const diagnostic = directoryError(
      'inventory.not-an-object',
      `inventory.json holds ${what}, not an object.`,
      {
        span: spanAt(text, text.search(/\S/)),
        hint: 'Clan reads an object with keys such as “machines” and “instances”. The file is left alone until then.',
      },
    );
    return { kind: 'malformed', text: full, hash, diagnostic };
  }
  return { kind: 'valid', text, hasByteOrderMark, value, hash, warnings: duplicateKeys(text, value) };
}

/** The bytes of a text as it goes to disk. */
export function inventoryBytes(text: string, hasByteOrderMark: boolean): Buffer {
  return Buffer.from(hasByteOrderMark ? byteOrderMark + text : text, 'utf8');
}

/** Why inventory.json at `path` cannot be replaced, or null. */
export async function writeProblem(
  path: string,
  check: (path: string, mode: number) => Promise<void> = access,
): Promise<Diagnostic | null> {
  try {
    const target = await realpath(path).catch((error: unknown) => {
      if (systemErrorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (target !== null) await check(target, constants.W_OK);
    await check(dirname(target ?? path), constants.W_OK);
    return null;
  } catch (error) {
    return directoryError(
      'inventory.read-only',
      `inventory.json cannot be written: ${systemErrorReason(error)}.`,
      {
        hint: 'The clan can be looked at. To edit it, make the file and its folder writable.',
      },
    );
  }
}

function unreadable(
  code: 'inventory.not-a-file' | 'inventory.too-large' | 'inventory.unreadable',
  message: string,
) {
  return { kind: 'unreadable', diagnostic: directoryError(code, message) } as const;
}

async function isDanglingLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

const errorWords: Readonly<Record<string, string>> = {
  InvalidSymbol: 'something that is no JSON',
  InvalidNumberFormat: 'a number that is no JSON number',
  PropertyNameExpected: 'a comma or brace where the name of a value was expected',
  ValueExpected: 'no value where one was expected',
  ColonExpected: 'no colon after a name',
  CommaExpected: 'no comma between two entries',
  CloseBraceExpected: 'no closing brace',
  CloseBracketExpected: 'no closing bracket',
  EndOfFileExpected: 'text after the end of the object',
  InvalidCommentToken: 'a comment, which JSON does not have',
  UnexpectedEndOfComment: 'a comment that does not end',
  UnexpectedEndOfString: 'a string without closing quote',
  UnexpectedEndOfNumber: 'a number that stops too early',
  InvalidUnicode: 'a broken \\u character',
  InvalidEscapeCharacter: 'a backslash with a letter that means nothing',
  InvalidCharacter: 'a control character inside a string',
};

function malformed(text: string, thrown: unknown): Diagnostic {
  const errors: ParseError[] = [];
  if (text.trim() === '') {
    return directoryError('inventory.malformed', 'inventory.json is empty.', {
      span: spanAt(text, 0),
      hint: 'Write {} into it, or delete it. It is left alone until then.',
    });
  }
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const first = errors[0];
  const words = first ? errorWords[printParseErrorCode(first.error)] : undefined;
  const span = spanAt(text, first?.offset ?? positionIn(thrown) ?? 0);
  const what = words ?? 'something that is no JSON';
  return directoryError(
    'inventory.malformed',
    `inventory.json has ${what} in line ${span.line}, column ${span.column}.`,
    {
      span,
      hint: 'Mend the file in an editor. Until then it is left alone, and the rest of the clan is shown without it.',
    },
  );
}

/** The place that the JSON parser of the run time names, when it names one. */
function positionIn(thrown: unknown): number | null {
  const match = thrown instanceof Error ? /at position (\d+)/.exec(thrown.message) : null;
  return match?.[1] === undefined ? null : Number(match[1]);
}

function spanAt(text: string, offset: number): SourceSpan {
  const before = text.slice(0, Math.max(0, offset));
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    path: inventoryFileName,
    line: before.split('\n').length,
    column: before.length - lineStart + 1,
  };
}

/** Counting is cheap, the tree is not: it is only built when the text has more names than the value. */
function duplicateKeys(text: string, value: JsonObject): readonly Diagnostic[] {
  const colons = text.match(/"\s*:/g)?.length ?? 0;
  if (colons <= countKeys(value)) return [];
  const root = parseTree(text);
  const found: Diagnostic[] = [];
  const visit = (node: Node): void => {
    const seen = new Set<string>();
    for (const child of node.children ?? []) {
      if (child.type === 'property') {
        const name = String(child.children?.[0]?.value);
        if (seen.has(name)) found.push(duplicateKey(text, name, child.offset));
        seen.add(name);
        const inner = child.children?.[1];
        if (inner) visit(inner);
      } else visit(child);
    }
  };
  if (root) visit(root);
  return found;
}

function duplicateKey(text: string, name: string, offset: number): Diagnostic {
  return directoryError(
    'inventory.duplicate-key',
    `inventory.json names “${name}” twice; the last one counts.`,
    {
      severity: 'warning',
      span: spanAt(text, offset),
      hint: 'Take one of the two out.',
    },
  );
}

function countKeys(value: Json): number {
  if (Array.isArray(value))
    return (value as readonly Json[]).reduce<number>((sum, item) => sum + countKeys(item), 0);
  if (!isJsonObject(value) || exactDigits(value) !== undefined) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + 1 + countKeys(item), 0);
}
