/** What derivations and strings write where they mean the path of an output that is not known yet. */
import { encodeUtf8 } from '../value/string-bytes';
import { sha256 } from './digest';
import { toNix32 } from './hash-text';
import { foldHash, hashPartOf, nameOf } from './store-paths';

function placeholder(text: string): Uint8Array {
  return sha256(encodeUtf8(text));
}

/** What a derivation writes where it means one of its own outputs: `builtins.placeholder`. */
export function ownPlaceholder(output: string): string {
  return `/${toNix32(placeholder(`nix-output:${output}`))}`;
}

function upstream(drvPath: string, output: string): Uint8Array {
  const name = nameOf(drvPath).replace(/\.drv$/, '');
  const outputName = output === 'out' ? name : `${name}-${output}`;
  return placeholder(`nix-upstream-output:${hashPartOf(drvPath)}:${outputName}`);
}

/** What stands for an output of a derivation whose outputs are only known after building. */
export function unknownOutputPlaceholder(drvPath: string, output: string): string {
  return `/${toNix32(upstream(drvPath, output))}`;
}

/**
 * What stands for an output of a derivation that is itself an output: `outputs` lead from the derivation `drvPath`
 * (innermost first) to the output that is meant.
 */
export function nestedPlaceholder(drvPath: string, outputs: readonly string[]): string {
  const [first = 'out', ...rest] = outputs;
  const hash = rest.reduce(
    (outer, output) => placeholder(`nix-computed-output:${toNix32(foldHash(outer, 20))}:${output}`),
    upstream(drvPath, first),
  );
  return `/${toNix32(hash)}`;
}
