/** What the two evaluators disagree about, as a finding with both values. */
import type { Diagnostic, DiagnosticTarget } from '../../../shared/base/diagnostic';
import { valueText } from '../../../shared/clan/value-text';
import { toPlainJson } from '../embedded';
import type { ExactJson } from '../embedded';

const shortest = 120;

export interface Disagreement {
  /** What it is about, as the subject of a sentence: `tags of desk`. */
  readonly about: string;
  readonly ours: string;
  readonly nix: string;
  readonly target: DiagnosticTarget;
}

/** The finding. Both values are shortened; the preview has them in full. */
export function disagreement({ about, ours, nix, target }: Disagreement): Diagnostic {
  return {
    code: 'system-nix.disagreement',
    severity: 'warning',
    message: `The evaluators disagree about ${about}. Embedded: ${shortened(ours)}; system Nix: ${shortened(nix)}.`,
    target,
    hint: 'Nix has the last word. Please report it: the two should always agree.',
  };
}

function shortened(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > shortest || line !== text ? `${line.slice(0, shortest - 1)}…` : line;
}

/** A value as people read it; undefined: there is none. */
export function textOfValue(value: ExactJson | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'bigint') return value.toString();
  return valueText(toPlainJson(value), shortest);
}
