/**
 * Which of many values failed. Nix can catch some failures and not others (a missing attribute, a wrong type), and one of
 * those ends the whole answer. Its trace tells what was being evaluated, so questions leave marks there.
 */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { Json } from '../../../shared/base/json';

const mark = 'clan-inventory at ';

/** Nix text: `markedAt path value` is the value; a failure of it says in its trace that it was at `path`. */
export const markedAtText = `markedAt = path: builtins.addErrorContext "${mark}\${builtins.toJSON path}";`;

/** Whether a message of a trace is one of our marks. */
export function isMark(message: string): boolean {
  return message.startsWith(mark);
}

/** The innermost marked place of a failure; undefined when it has none, as after a crash. */
export function failurePlace(failure: readonly Diagnostic[]): readonly string[] | undefined {
  const found = failure.flatMap(({ trace = [] }) => trace).find(({ message }) => isMark(message));
  if (found === undefined) return undefined;
  try {
    const place = JSON.parse(found.message.slice(mark.length)) as Json;
    const isPath = Array.isArray(place) && place.every((name) => typeof name === 'string');
    return isPath ? place : undefined;
  } catch {
    return undefined;
  }
}

/** The failure without marks, which are nobody's business. */
export function withoutMarks(failure: readonly Diagnostic[]): readonly Diagnostic[] {
  return failure.map(({ trace, ...rest }): Diagnostic => {
    const frames = trace?.filter(({ message }) => !isMark(message)) ?? [];
    return { ...rest, ...(frames.length === 0 ? {} : { trace: frames }) };
  });
}
