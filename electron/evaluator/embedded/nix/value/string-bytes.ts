/**
 * Nix strings are bytes, ours are UTF-16. Lengths and offsets are counted in UTF-8 bytes. Where an offset cuts a
 * character, each stray byte 0x80..0xFF becomes one lone surrogate U+DC80..U+DCFF, which no well-formed text holds;
 * joining texts puts the character together again. So `concatStrings (stringToCharacters "ö")` is "ö".
 */
import { utf8Length } from '../source/utf8';

/** Whether any text was ever cut inside a character; until then joining needs no care. */
let wasCut = false;

const strayByte = /[\udc80-\udcff]/;
const strayRun = /(?<![\ud800-\udbff])[\udc80-\udcff]+/g;
// eslint-disable-next-line no-control-regex -- the test is whether a text is all ASCII
const nonAscii = /[^\x00-\x7f]/;

/** The text of a byte that is no character, in messages: `␀`. */
export function showNullBytes(text: string): string {
  return text.replaceAll('\0', '␀');
}

/**
 * Programs take long texts apart piece by piece, so what was found out about the last one is kept: whether it is all
 * ASCII, and its bytes when it is not.
 */
const longText = 64;
let lastText = '';
let lastBytes: Uint8Array | undefined;

/** The bytes of a text that is not all ASCII; undefined for one that is. */
function bytesUnlessAscii(text: string): Uint8Array | undefined {
  if (text.length < longText) return nonAscii.test(text) ? encodeUtf8(text) : undefined;
  if (text !== lastText) {
    lastBytes = nonAscii.test(text) ? encodeUtf8(text) : undefined;
    lastText = text;
  }
  return lastBytes;
}

/** The length of a text in UTF-8 bytes. */
export function byteLength(text: string): number {
  if (!nonAscii.test(text)) return text.length;
  return utf8Length(text, 0, text.length);
}

/** The bytes `start` to `start + length` of a text; both clipped to what is there. */
export function byteSubstring(text: string, start: number, length: number): string {
  const bytes = bytesUnlessAscii(text);
  if (bytes === undefined) return text.slice(start, Math.min(text.length, start + length));
  return decodeUtf8(bytes.subarray(start, Math.min(bytes.length, start + length)));
}

/** Joins two texts, putting together characters that were cut. */
export function joinText(left: string, right: string): string {
  const text = left + right;
  return wasCut ? mendText(text) : text;
}

/** Puts together the characters that were cut in a text made of several. */
export function mendText(text: string): string {
  if (!wasCut || !strayByte.test(text)) return text;
  return text.replace(strayRun, (run) =>
    decodeUtf8(Uint8Array.from(run, (char) => char.charCodeAt(0) & 0xff)),
  );
}

/** The UTF-8 bytes of a text; stray bytes as themselves. */
export function encodeUtf8(text: string): Uint8Array {
  return encodeAscii(text) ?? encodeAny(text);
}

/** The bytes of a text that is all ASCII, which most are. */
function encodeAscii(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80) return undefined;
    bytes[index] = unit;
  }
  return bytes;
}

function encodeAny(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes.push(unit);
    else if (unit < 0x800) bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 63));
    else if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(index + 1))) {
      const code = 0x10000 + ((unit - 0xd800) << 10) + (text.charCodeAt(++index) - 0xdc00);
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
    } else if (isStrayByte(unit)) bytes.push(unit & 0xff);
    else bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 63), 0x80 | (unit & 63));
  }
  return Uint8Array.from(bytes);
}

/** The text of UTF-8 bytes; bytes that form no character stay as stray bytes. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length;) {
    const length = sequenceLength(bytes, index);
    if (length === 0) {
      wasCut = true;
      text += String.fromCharCode(0xdc00 | (bytes[index] ?? 0));
      index++;
    } else {
      text += String.fromCodePoint(codePointAt(bytes, index, length));
      index += length;
    }
  }
  return text;
}

/** How many bytes the character at `index` has; 0 when there is no well-formed one. */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const first = bytes[index] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0
      ? 2
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 0;
  for (let offset = 1; offset < length; offset++) {
    if (((bytes[index + offset] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  if (length < 3) return length;
  const code = codePointAt(bytes, index, length);
  const isWellFormed =
    length === 3 ? code >= 0x800 && !(code >= 0xd800 && code < 0xe000) : code >= 0x10000 && code < 0x110000;
  return isWellFormed ? length : 0;
}

function codePointAt(bytes: Uint8Array, index: number, length: number): number {
  const first = bytes[index] ?? 0;
  let code = length === 1 ? first : first & (0xff >> (length + 1));
  for (let offset = 1; offset < length; offset++) code = (code << 6) | ((bytes[index + offset] ?? 0) & 63);
  return code;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

function isStrayByte(unit: number): boolean {
  return unit >= 0xdc80 && unit < 0xdd00;
}
