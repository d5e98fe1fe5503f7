import { AttrSet, coerceToString, lazy, stringText } from '../nix';
import type { Value } from '../nix';

/** The length of the hash and the dash before the name in the base name of a store path. */
const hashPrefixLength = 33;

/**
 * `lib.attrsets.toDerivation`: the set that stands for a store path that is given as such, like a derivation with the
 * single output `out`. Throws NixError for what has no text.
 */
export function toDerivation(path: Value): AttrSet {
  const outPath = stringText(coerceToString(path, { isLoose: true }));
  const baseName = outPath.slice(outPath.lastIndexOf('/') + 1);
  const result: AttrSet = AttrSet.of({
    type: 'derivation',
    name: baseName.slice(hashPrefixLength),
    outPath,
    outputs: ['out'],
    out: lazy(() => result),
    outputName: 'out',
  });
  return result;
}
