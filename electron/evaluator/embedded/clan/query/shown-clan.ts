/**
 * The clan as previews show it. Where a service comes from an input that is not on this machine Clan has no machine at
 * all; previews go without the instances of that service and show everything else.
 */
import type { Diagnostic } from '../../../../../shared/base/diagnostic';
import { forceAttrs } from '../../nix';
import type { Slot } from '../../nix';
import type { ClanEvaluationState } from '../clan-evaluation';
import { inputOfMissing, readModuleSpec } from '../core/resolve';
import { RoleMachinesStore } from '../core/role-machines';
import { attempt } from '../guarded';
import { slotAt, sortedEntries } from '../nix-values';
import { machineServiceNotices } from './missing-parts';
import type { LeftOutInstance } from './missing-parts';

/** An instance that previews go without, and who would be in it. */
interface FoundInstance extends LeftOutInstance {
  /** Undefined where that cannot be told. */
  readonly members: ReadonlySet<string> | undefined;
}

/** One evaluation as previews show it. */
export class ShownClan {
  #leftOut: readonly FoundInstance[] | undefined;
  #reduced: ClanEvaluationState | undefined;

  constructor(
    /** The evaluation as Clan makes it. */
    private readonly exact: ClanEvaluationState,
    /** The same without the services that are not on this machine; made only where there are such. */
    private readonly makeReduced: () => ClanEvaluationState,
  ) {}

  /** The evaluation that previews show: the exact one, unless services are missing. Throws NixError without a clan. */
  get state(): ClanEvaluationState {
    if (this.#missing().length === 0) return this.exact;
    return (this.#reduced ??= this.makeReduced());
  }

  /** What the preview of a machine goes without: the instances that it is in. */
  notices(machine: string): readonly Diagnostic[] {
    const its = this.#missing().filter(({ members }) => members?.has(machine) ?? true);
    return machineServiceNotices(its, machine);
  }

  #missing(): readonly FoundInstance[] {
    return (this.#leftOut ??= this.#findMissing());
  }

  /** Nothing while the inventory fails: then the exact evaluation says so. */
  #findMissing(): readonly FoundInstance[] {
    const found = attempt(
      () => {
        const { clan } = this.exact;
        const inventory = slotAt(clan, 'inventory');
        const inputs = slotAt(clan, 'self', 'inputs');
        const core = slotAt(clan, 'clanInternals', 'inventoryClass', 'staticModules');
        const store = new RoleMachinesStore();
        return sortedEntries(slotAt(inventory, 'instances')).flatMap(([name, instance]) => {
          const spec = attempt(
            () => readModuleSpec(slotAt(instance, 'module')),
            () => undefined,
          );
          const input = spec === undefined ? undefined : inputOfMissing(spec, inputs, core);
          if (spec === undefined || input === undefined) return [];
          const members = membersOf(store, inventory, instance);
          return [{ instance: name, service: spec.name, input, members }];
        });
      },
      () => undefined,
    );
    return found ?? [];
  }
}

function membersOf(
  store: RoleMachinesStore,
  inventory: Slot,
  instance: Slot,
): ReadonlySet<string> | undefined {
  return attempt(
    () =>
      new Set(
        sortedEntries(store.roles(inventory, instance)).flatMap(([, role]) =>
          forceAttrs(slotAt(role, 'machines')).names(),
        ),
      ),
    () => undefined,
  );
}
