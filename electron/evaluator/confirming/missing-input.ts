/** Says of inputs that Nix does not have which they are and what to do, as far as the address in its words tells. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { FlakeInput } from '../../../shared/clan/flake-inputs';
import type { Evaluator, EvaluatorFailure } from '../evaluator';

const subject = 'An input of the flake';

/** The failure in the words of somebody who knows the flake. `mayFetch`: whether the network could be used. */
export async function explained(
  failure: EvaluatorFailure,
  embedded: Evaluator,
  mayFetch: boolean,
): Promise<EvaluatorFailure> {
  if (failure.kind === 'superseded') return failure;
  const isMissing = ({ code, input }: Diagnostic): boolean =>
    code === 'system-nix.input-missing' && input === undefined;
  if (!failure.diagnostics.some(isMissing)) return failure;
  const answer = await embedded.query({ kind: 'inputs' });
  const inputs = answer.ok && Array.isArray(answer.value.value) ? answer.value.value : [];
  return {
    kind: 'failed',
    diagnostics: failure.diagnostics.map((found) =>
      isMissing(found) ? named(found, inputs as unknown as readonly FlakeInput[], mayFetch) : found,
    ),
  };
}

function named(found: Diagnostic, inputs: readonly FlakeInput[], mayFetch: boolean): Diagnostic {
  const name = inputNameIn(found, inputs);
  const message = mayFetch ? found.message : withoutAttempt(found.message);
  return {
    ...found,
    ...(mayFetch && { hint: 'Is this machine online? Nix was allowed to fetch it and could not.' }),
    message: name === undefined ? message : message.replace(subject, `The input “${name}” of the flake`),
    ...(name !== undefined && { input: name }),
  };
}

/** What came of looking for it is our own doing, where Nix was cut off from the network: only the address tells more. */
function withoutAttempt(message: string): string {
  const [, sentence] = /^([^:]*):/.exec(message) ?? [];
  const [, address] = /['‘"“]([a-z][a-z0-9+.-]*:[^\s'’"”]+)['’"”]/i.exec(message) ?? [];
  if (sentence === undefined || address === undefined) return message;
  return `${sentence} (${address}).`;
}

/** Newer versions name the input on the way to the error; of older ones the address has to tell. */
function inputNameIn(found: Diagnostic, inputs: readonly FlakeInput[]): string | undefined {
  for (const { message } of found.trace ?? []) {
    const [, name] = /flake input '([^']+)'/.exec(message) ?? [];
    if (name !== undefined) return name;
  }
  const text = found.message.toLowerCase();
  return inputs.find(({ url }) => url !== null && text.includes(identityOf(url.toLowerCase())))?.name;
}

/** What stays the same in the addresses of one source: `NixOS/nixpkgs`, or host and path. */
function identityOf(url: string): string {
  const [, shorthand] = /^(?:github|gitlab|sourcehut):([^/?]+\/[^/?#]+)/.exec(url) ?? [];
  if (shorthand !== undefined) return `/${shorthand}/`;
  return url.replace(/^(?:git\+|tarball\+|file\+)?[a-z]+:\/\//, '').replace(/[?#].*$/, '');
}
