/** The outcome of something that can fail in an expected way: a value, or an error as data. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A successful outcome. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** An expected failure; never thrown. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
