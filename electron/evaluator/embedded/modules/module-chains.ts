/** How modules came into an evaluation: read from its graph of imports when somebody asks. */
import { force, forceAttrs, forceList, forceString } from '../nix';
import { attribute } from './discharge';
import type { Evaluation } from './evaluation';

/** The chain of importers of every label, outermost first. */
type Chains = ReadonlyMap<string, readonly string[]>;

const chainsOfEvaluation = new WeakMap<Evaluation, Chains>();

/**
 * The labels of the modules that import the one called `file`, outermost first. Evaluations inside others see the
 * definitions of their users as modules of their own, so the outermost evaluation that has the label tells.
 */
export function importersOf(file: string, evaluations: readonly Evaluation[]): readonly string[] {
  for (const evaluation of evaluations) {
    const chain = chainsOf(evaluation).get(file);
    if (chain !== undefined) return chain;
  }
  return [];
}

function chainsOf(evaluation: Evaluation): Chains {
  const known = chainsOfEvaluation.get(evaluation);
  if (known !== undefined) return known;
  const chains = new Map<string, readonly string[]>();
  // Breadth first: of several ways in, the shortest one counts, as it does for the order of modules.
  const queue = forceList(attribute(evaluation.value, 'graph')).map((node) => ({ node, chain: noChain }));
  for (const { node, chain } of queue) {
    const module = forceAttrs(node);
    if (force(attribute(module, 'disabled')) === true) continue;
    const label = forceString(attribute(module, 'file'));
    const importers = chain.filter((importer) => importer !== label);
    if (!chains.has(label)) chains.set(label, importers);
    const inner = chain.at(-1) === label ? chain : [...chain, label];
    for (const imported of forceList(attribute(module, 'imports')))
      queue.push({ node: imported, chain: inner });
  }
  chainsOfEvaluation.set(evaluation, chains);
  return chains;
}

const noChain: readonly string[] = [];
