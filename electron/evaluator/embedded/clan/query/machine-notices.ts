/** What the modules of a machine say themselves: assertions that do not hold, and warnings. */
import type { Diagnostic } from '../../../../../shared/base/diagnostic';
import { force, forceString, isList, lazy } from '../../nix';
import type { AttrSet, Slot } from '../../nix';
import { attempt } from '../guarded';
import { slotAt } from '../nix-values';

/** Assertions and warnings, as a machine's modules state them. */
export function machineNotices(config: AttrSet, machine: string): readonly Diagnostic[] {
  const notices: Diagnostic[] = [];
  const target = { kind: 'machine', machine } as const;
  const add = (code: string, severity: 'error' | 'warning', message: Slot): void => {
    const text = attempt(
      () => forceString(message),
      () => undefined,
    );
    if (text !== undefined) notices.push({ code, severity, message: text.trim(), target });
  };
  for (const entry of listOrNone(config.get('assertions'))) {
    const holds = attempt(
      () => force(slotAt(entry, 'assertion')) === true,
      () => true,
    );
    if (holds === false)
      add(
        'machine.assertion',
        'error',
        lazy(() => force(slotAt(entry, 'message'))),
      );
  }
  for (const warning of listOrNone(config.get('warnings'))) add('machine.warning', 'warning', warning);
  return notices;
}

function listOrNone(slot: Slot | undefined): readonly Slot[] {
  const list =
    slot === undefined
      ? undefined
      : attempt(
          () => force(slot),
          () => undefined,
        );
  return list !== undefined && isList(list) ? list : [];
}
