/** Names of Git's objects: the SHA-1 of what they are and hold, in hexadecimal. */
import { digest } from '../store/digest';
import { encodeUtf8 } from '../value/string-bytes';

/** What Git keeps. */
export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

/** The name of an object with this content. */
export function objectId(type: ObjectType, content: Uint8Array): string {
  const header = encodeUtf8(`${type} ${content.length}\0`);
  const whole = new Uint8Array(header.length + content.length);
  whole.set(header);
  whole.set(content, header.length);
  return hexOf(digest('sha1', whole));
}

/** Bytes in hexadecimal. */
export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** The bytes of a hexadecimal text. */
export function bytesOfHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(index * 2, index * 2 + 2), 16),
  );
}
