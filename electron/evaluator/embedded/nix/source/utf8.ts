/**
 * The length in UTF-8 bytes of the text from `start` to `end`. A lone surrogate U+DC80 to U+DCFF stands for one byte
 * that is no UTF-8.
 */
export function utf8Length(text: string, start: number, end: number): number {
  let length = end - start;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    if (unit < 0x800) length += 1;
    else if (unit < 0xd800 || unit >= 0xe000) length += 2;
    else if (unit < 0xdc00 && isLowSurrogate(text.charCodeAt(index + 1))) {
      // Two units, four bytes.
      length += 2;
      index++;
    } else if (unit < 0xdc80 || unit > 0xdcff) length += 2;
  }
  return length;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
