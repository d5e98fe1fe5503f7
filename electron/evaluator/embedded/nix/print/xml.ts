/** Values as XML: `builtins.toXML` and `--xml`. */
import { checkDataDepth } from '../eval/budget';
import { isList } from '../eval/coerce';
import { isDerivation } from '../eval/equal';
import { formatFloat } from '../value/float-text';
import type { Span } from '../source/source-file';
import { Thunk } from '../value/thunk';
import {
  AttrSet,
  ContextString,
  Lambda,
  PathValue,
  PrimOp,
  force,
  type Slot,
  type Value,
} from '../value/value';

/** What the XML shows. */
export interface XmlOptions {
  /** Computes everything; otherwise what is not there yet shows as `<unevaluated />`. */
  readonly isStrict: boolean;
  /** Whether attributes and functions say where they were written. */
  readonly hasPositions: boolean;
  /** Receives the context of every string on the way. */
  readonly context?: Set<string>;
}

/** The XML text of a value. Throws NixError when computing it fails. */
export function toXml(slot: Slot, options: XmlOptions): string {
  const writer = new XmlWriter(options);
  return writer.write(slot);
}

class XmlWriter {
  readonly #lines: string[] = ["<?xml version='1.0' encoding='utf-8'?>", '<expr>'];
  readonly #seenDerivations = new Set<string>();
  #depth = 1;

  constructor(private readonly options: XmlOptions) {}

  write(slot: Slot): string {
    this.#value(force(slot));
    this.#lines.push('</expr>', '');
    return this.#lines.join('\n');
  }

  #line(text: string): void {
    this.#lines.push('  '.repeat(this.#depth) + text);
  }

  /** An element around what `content` writes. */
  #element(name: string, attributes: Readonly<Record<string, string>>, content: () => void): void {
    this.#line(`<${name}${showAttributes(attributes)}>`);
    checkDataDepth(this.#depth);
    this.#depth++;
    content();
    this.#depth--;
    this.#line(`</${name}>`);
  }

  #empty(name: string, attributes: Readonly<Record<string, string>> = {}): void {
    this.#line(`<${name}${showAttributes(attributes)} />`);
  }

  #slot(slot: Slot): void {
    if (this.options.isStrict) this.#value(force(slot));
    else if (slot instanceof Lambda || slot === AttrSet.empty || (slot instanceof Thunk && !slot.isDone))
      this.#empty('unevaluated');
    else this.#value(force(slot));
  }

  #value(value: Value): void {
    if (value === null) this.#empty('null');
    else if (typeof value === 'boolean') this.#empty('bool', { value: String(value) });
    else if (typeof value === 'bigint') this.#empty('int', { value: String(value) });
    else if (typeof value === 'number') this.#empty('float', { value: formatFloat(value) });
    else if (typeof value === 'string') this.#empty('string', { value });
    else if (value instanceof ContextString) {
      for (const element of value.context) this.options.context?.add(element);
      this.#empty('string', { value: value.text });
    } else if (value instanceof PathValue) this.#empty('path', { value: value.path });
    else if (isList(value)) this.#element('list', {}, () => value.forEach((item) => this.#slot(item)));
    else if (value instanceof AttrSet) this.#set(value);
    else if (value instanceof Lambda) this.#lambda(value);
    else if (value instanceof PrimOp) this.#empty('unevaluated');
  }

  #set(value: AttrSet): void {
    if (!isDerivation(value)) {
      this.#element('attrs', {}, () => this.#attributes(value));
      return;
    }
    const drvPath = this.#derivationText(value, 'drvPath');
    const attributes: Record<string, string> = {};
    if (drvPath !== undefined) attributes.drvPath = drvPath;
    const outPath = this.#derivationText(value, 'outPath');
    if (outPath !== undefined) attributes.outPath = outPath;
    this.#element('derivation', attributes, () => {
      // One that has no path counts as shown already.
      if (drvPath !== undefined && !this.#seenDerivations.has(drvPath)) {
        this.#seenDerivations.add(drvPath);
        this.#attributes(value);
      } else this.#empty('repeated');
    });
  }

  /** An attribute of a derivation, when it is a string and, unless strict, there already. */
  #derivationText(value: AttrSet, name: string): string | undefined {
    const slot = value.get(name);
    if (slot === undefined || (!this.options.isStrict && slot instanceof Thunk && !slot.isDone))
      return undefined;
    const text = force(slot);
    return text instanceof ContextString ? text.text : typeof text === 'string' ? text : undefined;
  }

  #attributes(value: AttrSet): void {
    for (const name of value.names()) {
      this.#element('attr', { ...this.#place(value.positionOf(name)), name }, () =>
        this.#slot(value.get(name) as Slot),
      );
    }
  }

  #lambda(value: Lambda): void {
    const { formals, code } = value;
    this.#element('function', this.#place(value.span), () => {
      if (formals === undefined) {
        this.#empty('varpat', { name: code.argumentName ?? '' });
        return;
      }
      const attributes: Record<string, string> = {};
      if (value.hasEllipsis) attributes.ellipsis = '1';
      if (code.argumentName !== undefined) attributes.name = code.argumentName;
      this.#element('attrspat', attributes, () => {
        for (const name of [...formals.keys()].sort()) this.#empty('attr', { name });
      });
    });
  }

  #place(span: Span | undefined): Record<string, string> {
    if (!this.options.hasPositions || span === undefined) return {};
    const { line, column } = span.source.lineColumn(span.start);
    const place = { column: String(column), line: String(line) };
    return span.source.isFile ? { ...place, path: span.source.path } : place;
  }
}

/** Attributes in the order of their names, as Nix writes them. */
function showAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.keys(attributes)
    .sort()
    .map((name) => ` ${name}="${escapeXml(attributes[name] ?? '')}"`)
    .join('');
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"\n]/g, (char) => entities[char] ?? char);
}

const entities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  '\n': '&#xA;',
};
