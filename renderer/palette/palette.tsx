import { IconAdjustments, IconBolt } from '@tabler/icons-react';
import { useMemo } from 'react';
import { assertNever } from '../../shared/base/invariant';
import type { ClanEvaluation } from '../../shared/clan/evaluation';
import {
  instanceLooks,
  machineSymbol,
  useActions,
  useClan,
  useView,
  type Actions,
  type InstanceLook,
} from '../state';
import { MachineIcon, QuickPick, ServiceBadge, TagIcon, type Pick } from '../ui';
import { searchIndex, type Found } from './search-index';

type PickWithRun = Pick & { run(): void };

/** Something that can be done, offered next to what can be found. */
export interface Command {
  readonly label: string;
  readonly keys?: string;
  run(): void;
}

/** Search for everything: machines, roles, instances, tags, settings, and commands. */
export function Palette({ commands }: { readonly commands: readonly Command[] }) {
  const isOpen = useView((view) => view.isPaletteOpen);
  const clan = useClan();
  const actions = useActions();
  const picks = useMemo(
    () => (isOpen ? [...foundPicks(clan, actions), ...commandPicks(commands)] : []),
    [isOpen, clan, actions, commands],
  );
  const close = () => actions.setPaletteOpen(false);
  return (
    <QuickPick
      isOpen={isOpen}
      title="Search"
      placeholder="Search machines, roles, settings, values, commands"
      picks={picks}
      onClose={close}
      onPick={(pick) => {
        close();
        picks.find(({ key }) => key === pick.key)?.run();
      }}
    />
  );
}

function commandPicks(commands: readonly Command[]): readonly PickWithRun[] {
  return commands.map(({ label, keys, run }) => ({
    key: `command:${label}`,
    label,
    hint: keys,
    group: 'Commands',
    icon: <IconBolt size={15} stroke={1.6} />,
    run,
  }));
}

const groups = {
  machine: 'Machines',
  instance: 'Instances',
  role: 'Roles',
  tag: 'Tags',
  setting: 'Settings',
} as const;

function foundPicks(clan: ClanEvaluation | null, actions: Actions): readonly PickWithRun[] {
  if (clan === null) return [];
  const looks = instanceLooks(clan);
  return searchIndex(clan).map((found, index) => ({
    key: `found:${index}`,
    label: labelOf(found),
    detail: found.detail,
    group: groups[found.kind],
    icon: iconOf(found, clan, looks),
    run: () => go(found, actions),
  }));
}

function labelOf(found: Found): string {
  switch (found.kind) {
    case 'role':
      return `${found.instance} › ${found.role}`;
    case 'setting':
      return found.label;
    default:
      return found.name;
  }
}

function iconOf(found: Found, clan: ClanEvaluation, looks: ReadonlyMap<string, InstanceLook>) {
  switch (found.kind) {
    case 'machine': {
      const machine = clan.machines.find(({ name }) => name === found.name);
      return <MachineIcon symbol={machine === undefined ? 'desktop' : machineSymbol(machine)} />;
    }
    case 'tag': {
      const tag = clan.tags.find(({ name }) => name === found.name);
      return <TagIcon isComputed={tag?.kind === 'computed'} />;
    }
    case 'setting':
      return <IconAdjustments size={15} stroke={1.6} />;
    case 'instance':
    case 'role': {
      const look = looks.get(found.kind === 'role' ? found.instance : found.name);
      return <ServiceBadge symbol={look?.symbol ?? 'box'} color={look?.color ?? ''} size={18} />;
    }
    default:
      return assertNever(found);
  }
}

function go(found: Found, actions: Actions): void {
  switch (found.kind) {
    case 'machine':
      return actions.goTo({ kind: 'machine', machine: found.name });
    case 'tag':
      return actions.goTo({ kind: 'tag', tag: found.name });
    case 'instance':
      return actions.goTo({ kind: 'instance', instance: found.name });
    case 'role':
      return actions.goTo({ kind: 'role', instance: found.instance, role: found.role });
    case 'setting':
      return actions.reveal(found.target);
    default:
      return assertNever(found);
  }
}
