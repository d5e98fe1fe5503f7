import type { SavePlan } from '../../shared/contract';
import { impactGroups } from './impact-groups';
import classes from './review.module.css';

/** What the save does to the machines. */
export function ImpactList({ plan }: { readonly plan: SavePlan }) {
  const groups = impactGroups(plan.impact);
  return (
    <section className={classes.impact} aria-label="What it does">
      <h3 className={classes.impactTitle}>What it does</h3>
      {groups.map((group) => (
        <div
          key={group.machines.join('\n')}
          className={classes.impactRow}
          data-error={group.error !== null || undefined}
        >
          <span className={classes.impactNames} title={group.machines.join(', ')}>
            {shortList(group.machines)}
          </span>
          <span className={classes.impactWords} title={group.error ?? undefined}>
            {group.words}
          </span>
          {group.error !== null && <span className={classes.impactError}>{group.error}</span>}
        </div>
      ))}
      <div className={classes.unchanged}>{unchangedWords(plan.unchangedMachines, groups.length === 0)}</div>
    </section>
  );
}

function shortList(names: readonly string[]): string {
  return names.length <= 5
    ? names.join(', ')
    : `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`;
}

function unchangedWords(count: number, isAll: boolean): string {
  if (count === 0) return '';
  const words = count === 1 ? '1 machine' : `${count.toLocaleString('en')} machines`;
  return isAll ? `No machine changes (${words} unchanged)` : `${words} unchanged`;
}
