/** Texts with one character a byte, for what works on bytes. */
import { decodeUtf8, encodeUtf8 } from '../value/string-bytes';

// eslint-disable-next-line no-control-regex -- the test is whether a text is all ASCII
const nonAscii = /[^\x00-\x7f]/;

/** The bytes of a text, one character each. */
export function toBytes(text: string): string {
  if (!nonAscii.test(text)) return text;
  return Array.from(encodeUtf8(text), (byte) => String.fromCharCode(byte)).join('');
}

/** The text of bytes; bytes that form no character stay as stray bytes. */
export function fromBytes(bytes: string): string {
  if (!nonAscii.test(bytes)) return bytes;
  return decodeUtf8(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}

/** Whether a text has bytes that form no character. */
export function hasStrayByte(text: string): boolean {
  return /(?<![\ud800-\udbff])[\udc80-\udcff]/.test(text);
}
