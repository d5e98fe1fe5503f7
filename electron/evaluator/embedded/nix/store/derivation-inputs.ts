/** From the context of strings to what a derivation needs: sources, and outputs of other derivations. */
import { NixError } from '../errors';
import { parseContext } from './context-element';
import type { DerivationParts, InputOutputs } from './derivation';
import type { Store } from './store';

/** What strings with this context depend on. Throws NixError for a derivation that is not known. */
export function derivationInputs(
  store: Store,
  context: ReadonlySet<string>,
): Pick<DerivationParts, 'inputDerivations' | 'inputSources'> {
  const inputDerivations = new Map<string, InputOutputs>();
  const inputSources = new Set<string>();
  for (const element of context) {
    const parsed = parseContext(element);
    switch (parsed.kind) {
      case 'path':
        inputSources.add(parsed.path);
        break;
      case 'output':
        addOutput(inputDerivations, parsed.path, parsed.outputs);
        break;
      case 'all':
        // Everything that the derivation needs becomes visible, and each derivation in it gets built.
        for (const path of store.closure(parsed.path)) {
          inputSources.add(path);
          const derivation = path.endsWith('.drv') ? store.derivationIfKnown(path) : undefined;
          for (const output of derivation?.outputNames ?? []) addOutput(inputDerivations, path, [output]);
        }
    }
  }
  return { inputDerivations, inputSources };
}

function addOutput(
  inputs: Map<string, InputOutputs>,
  drvPath: string,
  [output, ...deeper]: readonly string[],
): void {
  if (output === undefined) throw new NixError('eval', `no output of '${drvPath}' is named`);
  const node = inputs.get(drvPath) ?? { outputs: new Set(), nested: new Map() };
  inputs.set(drvPath, node);
  if (deeper.length === 0) node.outputs.add(output);
  else addOutput(node.nested, output, deeper);
}
