/** How clan things look: pure choices of symbol and colour, so that every view makes the same ones. */
import type { ClanEvaluation, EvaluatedInstance, EvaluatedMachine } from '../../shared/clan/evaluation';
import type { MachineSymbol, ServiceSymbol } from '../ui/symbols';

export interface InstanceLook {
  readonly symbol: ServiceSymbol;
  /** A CSS colour. */
  readonly color: string;
}

const colorCount = 12;

/** The colours go round in the order of the instances. */
export function instanceColor(index: number): string {
  return `var(--service-${(index % colorCount) + 1})`;
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
  return new Map(
    evaluation.instances.map((instance, index) => [
      instance.name,
      {
        symbol: serviceSymbol(instance, categories.get(instance.service ?? '') ?? []),
        color: instanceColor(index),
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
