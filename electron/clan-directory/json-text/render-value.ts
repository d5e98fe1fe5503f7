import { digitsOf } from '../../../shared/base/exact-number';
import { isJsonObject } from '../../../shared/base/json';
import type { Json } from '../../../shared/base/json';
import type { TextStyle } from './text-style';

/** Lines that an added value may fill on one line, where the text writes values on one line at all. */
const lineWidth = 90;

/** How a value is to be written: `inline` on one line, `block` one entry a line, `auto` as the text does elsewhere. */
export type Layout = 'inline' | 'block' | 'auto';

/** JSON text of a value whose first line stands at `indent`. */
export function renderValue(value: Json, style: TextStyle, indent: string, layout: Layout): string {
  if (typeof value === 'string') return renderString(value, style);
  const digits = digitsOf(value);
  if (digits !== undefined) return digits;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const entries = isList ? (value as readonly Json[]).map((item) => [null, item] as const) : entriesOf(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return open + close;
  if (layout !== 'block') {
    const isUsual = isList ? style.hasInlineLists : style.hasInlineObjects;
    if (layout === 'inline' || style.isOneLine || isUsual) {
      const padding = isList ? style.listPadding : style.objectPadding;
      const items = entries.map(([key, item]) => renderEntry(key, item, style, indent, 'inline'));
      const line = open + padding + items.join(`,${style.commaSpace}`) + padding + close;
      if (layout === 'inline' || style.isOneLine || line.length + indent.length <= lineWidth) return line;
    }
  }
  const inner = indent + style.indent;
  const lines = entries.map(([key, item]) => inner + renderEntry(key, item, style, inner, 'auto'));
  return open + style.eol + lines.join(`,${style.eol}`) + style.eol + indent + close;
}

/** One entry of an object (`key` given) or a list. */
export function renderEntry(
  key: string | null,
  value: Json,
  style: TextStyle,
  indent: string,
  layout: Layout,
): string {
  const text = renderValue(value, style, indent, layout);
  return key === null ? text : renderString(key, style) + style.colon + text;
}

/** A string literal in the way the text writes characters outside ASCII. */
export function renderString(value: string, style: TextStyle): string {
  const text = JSON.stringify(value);
  if (!style.isAscii) return text;
  return text.replace(
    // eslint-disable-next-line no-control-regex -- the range of ASCII begins with control characters
    /[^\u0000-\u007f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function entriesOf(value: Json): readonly (readonly [string, Json])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
