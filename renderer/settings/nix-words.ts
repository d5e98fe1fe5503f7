import type { EvaluatorsState, NixStatus } from '../../shared/contract';
import type { InputWords } from './input-words';

/** The Nix that was found, and its state in two words. */
export function foundNix({ program, nix, choice }: EvaluatorsState): {
  readonly title: string;
  readonly chip: string;
  readonly tone: InputWords['tone'];
} {
  const title = program === null ? 'Nix' : `Nix ${program.version}`;
  // Alone, there is nobody to agree with.
  return { title, ...(choice === 'nix' && nix.kind === 'answered' ? ready : chipOf(nix)) };
}

const ready = { chip: 'ready', tone: 'good' } as const;

function chipOf(nix: NixStatus): { readonly chip: string; readonly tone: InputWords['tone'] } {
  switch (nix.kind) {
    case 'unused':
    case 'looking':
      return { chip: 'looking…', tone: 'quiet' };
    case 'unavailable':
      return { chip: 'not available', tone: 'warning' };
    case 'waiting':
      return ready;
    case 'working':
      return { chip: 'evaluating…', tone: 'accent' };
    case 'needs-network':
      return { chip: 'inputs missing', tone: 'warning' };
    case 'failed':
      return { chip: 'failed', tone: 'bad' };
    case 'answered':
      return nix.differences === 0
        ? { chip: 'agrees', tone: 'good' }
        : {
            chip: nix.differences === 1 ? '1 value differs' : `${nix.differences} values differ`,
            tone: 'warning',
          };
  }
}

/** What stands in the way and what to do about it; null: the chip says it all. */
export function nixNote(nix: NixStatus): string | null {
  switch (nix.kind) {
    case 'unavailable':
      return sentences(nix.problem.message, nix.problem.hint);
    case 'needs-network':
      // What to do is the switch below.
      return sentences(nix.problem.message);
    case 'failed': {
      const [first] = nix.diagnostics;
      return first === undefined ? null : sentences(first.message, first.hint);
    }
    case 'working':
      return nix.progress === null || nix.progress === 'evaluating' ? null : `Now ${nix.progress}.`;
    default:
      return null;
  }
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
