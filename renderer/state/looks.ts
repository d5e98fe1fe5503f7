/** How clan things look: pure choices of symbol and colour, so that every view makes the same ones. */
import type { ClanEvaluation, EvaluatedInstance, EvaluatedMachine } from '../../shared/clan/evaluation';
import type { MachineSymbol, ServiceSymbol } from '../ui/symbols';

export interface InstanceLook {
  readonly symbol: ServiceSymbol;
  /** A CSS colour. */
  readonly color: string;
}

/** The colours of the design, then their lighter and darker steps. */
const baseColors = 6;
const allColors = 12;

/**
 * A colour for every name, by the name itself and not by its place in the list, so that a new instance does not paint
 * the others anew. Names that want the same colour move on to the next free one.
 */
export function instanceColors(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<number>();
  const colors = new Map<string, string>();
  for (const name of [...names].sort()) {
    const slot = freeSlot(hash(name), taken);
    taken.add(slot);
    colors.set(name, `var(--service-${slot + 1})`);
  }
  return colors;
}

function freeSlot(wish: number, taken: ReadonlySet<number>): number {
  for (const [start, count] of [
    [0, baseColors],
    [baseColors, allColors - baseColors],
  ] as const) {
    for (let step = 0; step < count; step += 1) {
      const slot = start + ((wish + step) % count);
      if (!taken.has(slot)) return slot;
    }
  }
  return wish % allColors;
}

/** Chosen so that the bundled homelab looks like the drawings. */
const seed = 467_043;

/** FNV-1a without its lowest bits, which are the least mixed. The same everywhere. */
function hash(text: string): number {
  let value = seed;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value >>> 8;
}

const serviceWords: readonly (readonly [RegExp, ServiceSymbol])[] = [
  [/backup|borg|restic|database|postgres|mysql|storage/i, 'database'],
  [/vpn|wire|mesh|zerotier|tailscale|shield|security|firewall|cert/i, 'shield'],
  [/monitor|metric|prometheus|grafana|observ|telemetry/i, 'chart'],
  [/user|account|admin|people|identity/i, 'users'],
  [/dns|names?\b|resolver|network|internet|web|http|proxy/i, 'world'],
  [/sync|files?\b|share|nextcloud/i, 'refresh'],
  [/ssh|key|secret|password|trust/i, 'key'],
  [/disk|mount|zfs/i, 'disk'],
  [/mail|matrix|chat/i, 'message'],
  [/git|build|ci\b|forge|code/i, 'code'],
];

function serviceSymbol(instance: EvaluatedInstance, categories: readonly string[]): ServiceSymbol {
  for (const text of [instance.module.name, instance.name, categories.join(' ')]) {
    const match = serviceWords.find(([words]) => words.test(text));
    if (match !== undefined) return match[1];
  }
  return 'box';
}

/** The look of every instance by name. */
export function instanceLooks(evaluation: ClanEvaluation): ReadonlyMap<string, InstanceLook> {
  const categories = new Map(evaluation.services.map((service) => [service.id, service.categories]));
  const colors = instanceColors(evaluation.instances.map(({ name }) => name));
  return new Map(
    evaluation.instances.map((instance) => [
      instance.name,
      {
        symbol: serviceSymbol(instance, categories.get(instance.service ?? '') ?? []),
        color: colors.get(instance.name) ?? 'var(--service-6)',
      },
    ]),
  );
}

const machineWords: readonly (readonly [RegExp, MachineSymbol])[] = [
  [/laptop|notebook|mobile/i, 'laptop'],
  [/server|edge|cloud|vps|rack|host/i, 'server'],
  [/router|gateway|switch/i, 'router'],
  [/phone/i, 'phone'],
];

/** Apple for darwin; else what icon, tags or name suggest; else a desktop. */
export function machineSymbol(machine: EvaluatedMachine): MachineSymbol {
  if (machine.machineClass === 'darwin') return 'apple';
  const icon = machine.fields['icon']?.value;
  const words = [
    typeof icon === 'string' ? icon : '',
    ...machine.tags.filter((tag) => tag.origin !== 'computed').map((tag) => tag.tag),
    machine.name,
  ];
  for (const word of words) {
    const match = machineWords.find(([pattern]) => pattern.test(word));
    if (match !== undefined) return match[1];
  }
  return 'desktop';
}

/** "backup · self": the module and where it comes from. */
export function moduleLabel(instance: EvaluatedInstance): string {
  const { name, input } = instance.module;
  return `${name} · ${input ?? 'clan-core'}`;
}
