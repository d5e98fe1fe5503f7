/** JSON values in Nix notation on as many lines as reading them takes. */
import { exactDigits } from '../base/exact-number';
import { isJsonObject } from '../base/json';
import type { Json } from '../base/json';
import { pathText, valueText } from './value-text';

/** What fits on one line stays there. */
const lineWidth = 60;
const step = '  ';

/**
 * A value in Nix notation, laid out to be read: texts of several lines as indented strings, long lists and sets with one
 * member a line. Never shortened, except that a text without line breaks stays on its one line, however long.
 */
export function valueBlock(value: Json): string {
  return render(value, '');
}

function render(value: Json, margin: string): string {
  if (typeof value === 'string') return value.includes('\n') ? indentedString(value, margin) : oneLine(value);
  if (typeof value !== 'object' || value === null || exactDigits(value) !== undefined) return oneLine(value);
  const inner = margin + step;
  const short = oneLine(value);
  if (short.length <= lineWidth && !hasLineBreak(value)) return short;
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(
      ([name, member]) => `${inner}${pathText([name])} = ${render(member, inner)};\n`,
    );
    return `{\n${members.join('')}${margin}}`;
  }
  const items = value.map((item) => `${inner}${render(item, inner)}\n`);
  return `[\n${items.join('')}${margin}]`;
}

function oneLine(value: Json): string {
  return valueText(value, Number.MAX_SAFE_INTEGER);
}

function hasLineBreak(value: Json): boolean {
  if (typeof value === 'string') return value.includes('\n');
  if (typeof value !== 'object' || value === null) return false;
  return (isJsonObject(value) ? Object.values(value) : value).some(hasLineBreak);
}

/** Control characters other than the line break cannot be seen in an indented string: those stay escaped on one line. */
// eslint-disable-next-line no-control-regex -- these characters are what it looks for
const invisible = /[\u0000-\u0009\u000b-\u001f\u007f]/u;

function indentedString(text: string, margin: string): string {
  // Indentation that all lines share would be taken off when read.
  const isIndented = text.split('\n').every((line) => line === '' || line.startsWith(' '));
  if (invisible.test(text) || isIndented) return oneLine(text);
  const inner = margin + step;
  const escaped = text.replaceAll("''", "'''").replaceAll('${', "''${");
  const lines = escaped.split('\n').map((line) => (line === '' ? '' : inner + line));
  // Without a final line break the closing quotes follow the last line at once.
  const isClosedBelow = lines.at(-1) === '';
  return isClosedBelow ? `''\n${lines.join('\n')}${margin}''` : `''\n${lines.join('\n')}''`;
}
