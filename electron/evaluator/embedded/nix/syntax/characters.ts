/** Classes of characters as bits, looked up by code: the lexer asks about every character of every file. */
const nameStart = 1;
const nameRest = 2;
const pathRest = 4;
const digit = 8;

const classes = new Uint8Array(128);

function mark(characters: string, bits: number): void {
  for (const char of characters) classes[char.charCodeAt(0)] = (classes[char.charCodeAt(0)] ?? 0) | bits;
}

mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', nameStart | nameRest | pathRest);
mark('0123456789', nameRest | pathRest | digit);
mark('_', nameStart | nameRest | pathRest);
mark("'", nameRest);
mark('-', nameRest | pathRest);
mark('.+', pathRest);

/** Whether a name can start with this character. */
export function isNameStart(code: number): boolean {
  return code < 128 && ((classes[code] ?? 0) & nameStart) !== 0;
}

/** Whether a name can go on with this character. */
export function isNameRest(code: number): boolean {
  return code < 128 && ((classes[code] ?? 0) & nameRest) !== 0;
}

/** Whether this character can stand between the slashes of a path. */
export function isPathRest(code: number): boolean {
  return code < 128 && ((classes[code] ?? 0) & pathRest) !== 0;
}

/** Whether this is one of 0 to 9. */
export function isDigit(code: number): boolean {
  return code < 128 && ((classes[code] ?? 0) & digit) !== 0;
}
