/** `lib.generators.toPretty` and `withRecursion` for Nix code. */
import { AttrSet, NixError, force, forceBool, forceInt, forceString, isList, lazy } from '../nix';
import type { Slot, Value } from '../nix';
import { toPretty } from './pretty';
import { namedFn } from './table';
import type { LibTable } from './table';

const untouched = new Set(['__functor', '__functionArgs', '__toString', '__pretty']);

interface Limit {
  readonly depth: bigint;
  readonly throws: boolean;
}

/** Cuts a value off below a depth: an error there, or the text `<unevaluated>`. */
function limited(limit: Limit, depth: bigint, slot: Slot): Value {
  if (depth > limit.depth) return cut(limit);
  const value = force(slot);
  if (value instanceof AttrSet) {
    const entries = new Map<string, Slot>();
    for (const [name, item] of value.entries) {
      entries.set(name, untouched.has(name) ? item : lazy(() => limited(limit, depth + 1n, item)));
    }
    return new AttrSet(entries, () => value.positions);
  }
  if (isList(value)) return value.map((item) => lazy(() => limited(limit, depth + 1n, item)));
  return depth + 1n > limit.depth ? cut(limit) : value;
}

function cut({ depth, throws }: Limit): Value {
  if (!throws) return '<unevaluated>';
  throw new NixError(
    'throw',
    `Exceeded maximum eval-depth limit of ${depth} while trying to evaluate with \`generators.withRecursion'!`,
  );
}

const prettyFormals = { multiline: true, allowPrettyValues: true, indent: true };
const recursionFormals = { depthLimit: false, throwOnDepthLimit: true };

/**
 * The native part of `lib.generators`. In `toPretty`, `multiline` is on and `allowPrettyValues` off when left out. In
 * `withRecursion`, a `depthLimit` of null is no limit, and passing one fails unless `throwOnDepthLimit` is false.
 */
export const prettyPrinting: LibTable = new Map<string, Slot>([
  namedFn('toPretty', prettyFormals, 2, (set, value = null) => {
    const flag = (name: string, fallback: boolean): boolean => {
      const slot = set.get(name);
      return slot === undefined ? fallback : forceBool(slot);
    };
    return toPretty(
      {
        allowPrettyValues: flag('allowPrettyValues', false),
        multiline: flag('multiline', true),
        indent: forceString(set.get('indent') ?? ''),
      },
      value,
    );
  }),
  namedFn('withRecursion', recursionFormals, 2, (set, value = null) => {
    const depth = force(set.get('depthLimit') ?? null);
    const throws = set.get('throwOnDepthLimit');
    if (depth === null) return force(value);
    return limited({ depth: forceInt(depth), throws: throws === undefined || forceBool(throws) }, 0n, value);
  }),
]);
