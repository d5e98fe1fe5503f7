/** What the status line says of the two evaluators. */
import { assertNever } from '../../shared/base/invariant';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { EvaluationState, EvaluatorsState, NixStatus } from '../../shared/contract';

/** Who answered, and how long it took. */
export function evaluatorText(
  { status, milliseconds, evaluator }: EvaluationState,
  evaluators: EvaluatorsState | null,
): string {
  const name = evaluator === 'nix' ? 'System Nix' : 'Embedded evaluator';
  switch (status) {
    case 'idle':
      return name;
    case 'evaluating': {
      const { choice, nix } = evaluators ?? {};
      return choice === 'nix' && nix?.kind === 'working' ? progressText(nix.progress) : 'Evaluating…';
    }
    case 'failed':
      return 'Evaluation failed';
    case 'done':
      return milliseconds === null ? name : `${name} ${durationText(milliseconds)}`;
  }
}

/** `38 ms`, `2.4 s`. */
export function durationText(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** How system Nix is shown beside the evaluator that answered. */
export interface NixWords {
  readonly text: string;
  readonly tone: 'quiet' | 'busy' | 'good' | 'warning' | 'bad';
  /** Why it is so, and what to do. */
  readonly detail: string;
  /** Where a click leads. */
  readonly opens: 'problems' | 'evaluator' | 'consent';
}

/** Null: nothing worth a place. `revision` is the document's on screen. */
export function nixWords(state: EvaluatorsState, revision: number): NixWords | null {
  const { choice, nix } = state;
  // Alone, it is the evaluator of the first item; only what keeps it from answering is told here.
  if (choice === 'nix' && !isObstacle(nix)) return null;
  switch (nix.kind) {
    case 'unused':
      return null;
    case 'looking':
      return quiet('Looking for Nix…', 'Whether there is a Nix on this machine that can confirm the values.');
    case 'waiting':
      return waiting;
    case 'working':
      return { ...quiet(progressText(nix.progress), workingDetail), tone: 'busy' };
    case 'unavailable':
      return {
        ...quiet('No Nix', withHint(nix.problem, choice)),
        tone: choice === 'nix' ? 'warning' : 'quiet',
      };
    case 'needs-network':
      return {
        text: 'Nix: inputs are not on this machine',
        tone: choice === 'nix' ? 'warning' : 'quiet',
        detail: `${lackOf(nix.problem)}${insteadOf(choice)} Click to allow Nix to fetch.`,
        opens: 'consent',
      };
    case 'failed':
      return {
        text: 'Nix failed',
        tone: 'bad',
        detail: `${nix.diagnostics[0]?.message ?? 'Nix did not say why.'} Click to see the problems.`,
        opens: 'problems',
      };
    case 'answered':
      // The document has moved on; main will say so as well.
      return nix.revision < revision ? waiting : answered(state, nix.milliseconds, nix.differences);
    default:
      return assertNever(nix);
  }
}

function isObstacle({ kind }: NixStatus): boolean {
  return kind === 'unavailable' || kind === 'needs-network' || kind === 'failed';
}

function quiet(text: string, detail: string): NixWords {
  return { text, tone: 'quiet', detail, opens: 'evaluator' };
}

const workingDetail = 'Your own Nix evaluates the clan in the background, to confirm the values on screen.';
const waiting = quiet('Nix is waiting', 'Your own Nix begins when edits pause.');

function answered({ program }: EvaluatorsState, milliseconds: number, differences: number): NixWords {
  const nix = program === null ? 'Nix' : `Nix ${program.version}`;
  const time = durationText(milliseconds);
  if (differences === 0) {
    return {
      text: `Confirmed by ${nix}`,
      tone: 'good',
      detail: `${nix} evaluated the same document in ${time} and agrees with the values on screen.`,
      opens: 'evaluator',
    };
  }
  return {
    text: differences === 1 ? '1 value differs' : `${differences} values differ`,
    tone: 'warning',
    detail: `${nix} evaluated the same document in ${time} and came to something else. Click to see where.`,
    opens: 'problems',
  };
}

/** `Nix is copying…`; sizes are the end of what is said. */
function progressText(progress: string | null): string {
  const words = progress ?? 'evaluating';
  return words.includes('…') ? `Nix: ${words}` : `Nix is ${words}…`;
}

function withHint({ message, hint }: Diagnostic, choice: EvaluatorsState['choice']): string {
  return `${message}${hint === undefined ? '' : ` ${hint}`}${insteadOf(choice)}`;
}

/** Which input is missing; how Nix looked for it in vain is for the settings. */
function lackOf({ input, message }: Diagnostic): string {
  return input === undefined ? message : `The input ${input} is not on this machine.`;
}

function insteadOf(choice: EvaluatorsState['choice']): string {
  return choice === 'nix' ? ' The embedded evaluator answers in its place.' : '';
}
