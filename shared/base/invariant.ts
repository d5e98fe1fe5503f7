/** Thrown when the program itself is wrong. Users can never cause it; one request fails and the log gets the stack. */
export class BugError extends Error {
  override readonly name = 'BugError';
}

/** States what must hold at this point; throws a {@link BugError} otherwise. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new BugError(message);
}

/** Closes an exhaustive switch: the compiler proves that no variant is left. */
export function assertNever(value: never): never {
  throw new BugError(`unexpected variant: ${JSON.stringify(value)}`);
}
