/** What evaluating a program came to: its value as printed, or the message it failed with. */
export type Outcome =
  { readonly kind: 'value'; readonly text: string } | { readonly kind: 'failure'; readonly message: string };

/** Values must be identical; failures must fail, whatever they say. */
export function agree(ours: Outcome, theirs: Outcome): boolean {
  if (ours.kind === 'failure' || theirs.kind === 'failure') return ours.kind === theirs.kind;
  return ours.text === theirs.text;
}

/** An outcome for people. */
export function describeOutcome(outcome: Outcome): string {
  return outcome.kind === 'value' ? outcome.text : `fails: ${outcome.message}`;
}
