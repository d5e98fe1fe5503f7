import { NixError } from '../nix';

/** What `lib.asserts.assertMsg` does when its condition does not hold: NixError `throw`, which `tryEval` catches. */
export function failAssertion(message: string): never {
  throw new NixError('throw', message);
}
