/** Texts that are integers. */
import { failAssertion } from './fail-assertion';
import { escapeNixString } from './identifiers';

const toIntError = (text: string): never =>
  failAssertion(`toInt: Could not convert ${escapeNixString(text)} to int.`);

/** `lib.toInt`. Throws NixError `throw` for what is no integer of 64 bits, and for a leading zero. */
export function parseInteger(text: string): bigint {
  const digits = /^[ \t\n\v\f\r]*(-?[0-9]+)[ \t\n\v\f\r]*$/.exec(text)?.[1];
  if (digits === undefined) return toIntError(text);
  if (/^0[0-9]+$/.test(digits)) {
    failAssertion(
      `toInt: Ambiguity in interpretation of ${escapeNixString(text)} between octal and zero padded integer.`,
    );
  }
  return /^-0[0-9]/.test(digits) ? toIntError(text) : bounded(digits, () => toIntError(text));
}

function bounded(digits: string, fail: () => never): bigint {
  const value = BigInt(digits);
  return BigInt.asIntN(64, value) === value ? value : fail();
}

/** `lib.strings.toIntBase10`: leading zeros mean nothing. Throws NixError `throw` for what is no integer of 64 bits. */
export function parseDecimal(text: string): bigint {
  const fail = (): never => failAssertion(`toIntBase10: Could not convert ${escapeNixString(text)} to int.`);
  const digits = /^[ \t\n\v\f\r]*0*(-?[0-9]+)[ \t\n\v\f\r]*$/.exec(text)?.[1];
  return digits === undefined || /^-0[0-9]/.test(digits) ? fail() : bounded(digits, fail);
}
