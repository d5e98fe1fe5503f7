import { getLocation, parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { parseExactJson } from '../../../shared/base/exact-number';
import type { Json } from '../../../shared/base/json';
import { err, ok, type Result } from '../../../shared/base/result';

/** Parses JSON as typed; the error is one sentence that says where. */
export function parseJson(text: string): Result<Json, string> {
  try {
    return ok(parseExactJson(text));
  } catch {
    return err(errorSentence(text));
  }
}

function errorSentence(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  if (first === undefined) return 'This is not JSON.';
  const before = text.slice(0, first.offset).split('\n');
  const path = getLocation(text, first.offset).path.filter((part) => part !== '');
  const what = sentences[printParseErrorCode(first.error)] ?? 'this is not JSON';
  const where = `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return `${where}${path.length > 0 ? ` (in ${path.join('.')})` : ''}: ${what}.`;
}

const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this word is no JSON value; text needs double quotes',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'there is something after the end',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'a closing quote is missing',
};
