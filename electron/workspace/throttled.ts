import type { Clock } from './clock';

/** Hands words on at most once in `pause` milliseconds; of several in between, the last ones are handed on afterwards. */
export function throttled(
  clock: Clock,
  pause: number,
  handOn: (words: string) => void,
): (words: string) => void {
  let last = -Infinity;
  let waiting: string | null = null;
  const flush = (): void => {
    const words = waiting;
    waiting = null;
    if (words === null) return;
    last = clock.now();
    handOn(words);
  };
  return (words) => {
    const isScheduled = waiting !== null;
    waiting = words;
    const wait = last + pause - clock.now();
    if (wait <= 0) flush();
    else if (!isScheduled) clock.schedule(wait, flush);
  };
}
