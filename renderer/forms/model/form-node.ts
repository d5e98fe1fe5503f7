/**
 * A settings interface as the form sees it: the JSON Schema with its references followed and its unions sorted out,
 * once, so that no later step has to read JSON Schema again.
 */
import type { Json } from '../../../shared/base/json';
import type { OptionHints } from '../../../shared/clan/evaluation';

/** What every node tells about its option. */
export interface NodeInfo {
  /** The option's own name; the last part of its path. */
  readonly name: string;
  /** Markdown. */
  readonly description: string | null;
  readonly hints: OptionHints | null;
  /** Stated by the module. */
  readonly defaultValue?: Json;
  /** What to show for a default that is not plain data. */
  readonly defaultText?: string;
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
  readonly isInternal: boolean;
}

export interface UnionBranch {
  readonly label: string;
  readonly node: FormNode;
}

export type FormNode =
  | {
      readonly kind: 'string';
      readonly info: NodeInfo;
      readonly isMultiline: boolean;
      /** A regular expression in Nix' sense: the whole text has to match. */
      readonly pattern: string | null;
      readonly minLength: number | null;
    }
  | {
      readonly kind: 'number';
      readonly info: NodeInfo;
      readonly isInteger: boolean;
      /** Takes no whole numbers: `2` has to be written `2.0`. */
      readonly isFloat: boolean;
      readonly minimum: number | null;
      readonly maximum: number | null;
    }
  | { readonly kind: 'boolean'; readonly info: NodeInfo }
  | { readonly kind: 'null'; readonly info: NodeInfo }
  | { readonly kind: 'enum'; readonly info: NodeInfo; readonly values: readonly Json[] }
  | { readonly kind: 'list'; readonly info: NodeInfo; readonly item: FormNode }
  /** Any key, every value alike. */
  | { readonly kind: 'map'; readonly info: NodeInfo; readonly item: FormNode }
  /** Named fields; `others` is what further keys hold, null when there are none. */
  | {
      readonly kind: 'group';
      readonly info: NodeInfo;
      readonly fields: readonly FormNode[];
      readonly others: FormNode | null;
    }
  | { readonly kind: 'union'; readonly info: NodeInfo; readonly branches: readonly UnionBranch[] }
  /** Anything: a type that has no form of its own. */
  | { readonly kind: 'json'; readonly info: NodeInfo };

/** Whether definitions on several layers add up; a single value collides instead (clan-semantics 5.4). */
export function mergesAcrossLayers(node: FormNode): boolean {
  switch (node.kind) {
    case 'list':
    case 'map':
    case 'group':
    case 'json':
      return true;
    case 'string':
      return node.isMultiline || mergingText.has(node.info.hints?.typeName ?? '');
    case 'union':
      return node.branches.some(({ node: branch }) => mergesAcrossLayers(branch));
    case 'number':
    case 'boolean':
    case 'enum':
    case 'null':
      return false;
  }
}

/** Text types whose definitions are joined by the module system. */
const mergingText = new Set(['lines', 'commas', 'envVar', 'separatedString']);

/** Number of single values that can be set; what decides whether a form is big. */
export function countLeaves(node: FormNode): number {
  return node.kind === 'group'
    ? node.fields.reduce((sum, field) => sum + countLeaves(field), node.others ? 1 : 0)
    : 1;
}
