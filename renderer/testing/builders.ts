import type { ClanEvaluation, EvaluatedMachine } from '../../shared/clan/evaluation';
import { fakeEvaluate } from './fake-evaluate';
import { homelab, homelabDocument } from './fake-clan';

/** The made-up homelab, evaluated. */
export function homelabEvaluation(document = homelabDocument): ClanEvaluation {
  return fakeEvaluate(homelab, document);
}

/** A machine with nothing but a name and tags. */
export function machine(name: string, ...tags: readonly string[]): EvaluatedMachine {
  const free = { canWrite: true, canDelete: true };
  return {
    name,
    machineClass: 'nixos',
    tags: tags.map((tag) => ({ tag, origin: 'json' })),
    fields: {},
    definedIn: [],
    access: free,
    tagsAccess: free,
  };
}
