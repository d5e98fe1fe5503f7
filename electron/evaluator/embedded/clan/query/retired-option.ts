/** Options that a service has taken away: they are still declared, hidden, and throw when somebody reads them. */
import { force, forceAttrs } from '../../nix';
import type { Slot } from '../../nix';
import { attempt } from '../guarded';
import { slotIfAny } from '../nix-values';

/** What the default of an option counts. */
const defaultPriority = 1500n;

/**
 * Whether the option at a path of evaluated settings is hidden and set by nobody. That it fails says nothing: only who
 * reads all settings, as we do, ever sees it. `finalSettings` is the evaluation of the settings.
 */
export function isRetired(finalSettings: Slot, path: readonly string[]): boolean {
  const found = attempt(
    () => {
      const option = slotIfAny(finalSettings, 'options', ...path);
      if (option === undefined) return false;
      const set = forceAttrs(option);
      const priority = force(set.get('highestPrio') ?? null);
      const isUnset = typeof priority === 'bigint' && priority >= defaultPriority;
      return force(set.get('visible') ?? null) === false && isUnset;
    },
    () => undefined,
  );
  return found === true;
}

/**
 * Whether an option is documented without what is inside it (`visible = "shallow"`), as options are that hold a variant
 * of the whole configuration: looking inside would never end. `evaluation` is that of the modules.
 */
export function isShallow(evaluation: Slot, path: readonly string[]): boolean {
  const found = attempt(
    () => {
      const option = slotIfAny(evaluation, 'options', ...path);
      const visible = option === undefined ? undefined : slotIfAny(option, 'visible');
      return visible !== undefined && force(visible) === 'shallow';
    },
    () => undefined,
  );
  return found === true;
}
