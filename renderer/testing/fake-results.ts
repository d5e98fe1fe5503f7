import { isJsonObject, type Json, type JsonObject } from '../../shared/base/json';
import type {
  ClanEvaluation,
  MachinePreview,
  PreviewNode,
  Provenance,
  RoleForm,
} from '../../shared/clan/evaluation';

const leaf = (name: string, text: string, source: string, change?: PreviewNode['change']): PreviewNode => ({
  name,
  kind: 'value',
  text,
  sources: [source],
  change,
});

const set = (name: string, children: readonly PreviewNode[]): PreviewNode => ({
  name,
  kind: 'set',
  text: '{ … }',
  children,
  sources: [...new Set(children.flatMap((node) => node.sources))].sort(),
});

export function fakePreview(evaluation: ClanEvaluation, machine: string): MachinePreview {
  const clients = evaluation.instances.find(({ name }) => name === 'backup')?.roles[0]?.members ?? [];
  const root = set('', [
    set('networking', [
      set('firewall', [leaf('allowedTCPPorts', '[ 22 9090 ]', 'metrics')]),
      leaf('hostName', `"${machine}"`, 'clan'),
    ]),
    set('services', [
      set('backup-server', [
        set(
          'repositories',
          clients.map((client) =>
            set(client.machine, [
              leaf(
                'path',
                `"/srv/borg/${client.machine}"`,
                'backup',
                client.machine === 'echo' ? { kind: 'added' } : undefined,
              ),
            ]),
          ),
        ),
        leaf('quota', '"500G"', 'backup', { kind: 'changed', was: '"250G"' }),
      ]),
    ]),
    set('users', [set('users', [leaf('mara', '{ … }', 'people')])]),
  ]);
  return { machine, root, counts: { added: 1, changed: 1, removed: 0 }, diagnostics: [] };
}

export function fakeProvenance(machine: string, path: Provenance['path']): Provenance {
  return {
    machine,
    path,
    text: '"500G"',
    definitions: [
      {
        place: {
          kind: 'json',
          label: 'inventory.json',
          span: { path: 'inventory.json', line: 51, column: 9 },
        },
        instance: 'backup',
        role: 'server',
        layer: { kind: 'machine', machine },
        priority: 100,
        outcome: 'won',
        text: '"500G"',
        via: `instances.backup.roles.server.machines.${machine}`,
      },
      {
        place: {
          kind: 'nix',
          label: 'services/backup/default.nix:31',
          span: { path: 'services/backup/default.nix', line: 31, column: 9 },
        },
        instance: 'backup',
        role: 'server',
        priority: 1500,
        outcome: 'overridden',
        text: '"250G"',
      },
    ],
  };
}

function option(name: string, typeName: string, schema: JsonObject, fallback?: Json): JsonObject {
  return {
    ...schema,
    'x-clan': {
      loc: [name],
      typeName,
      typeDescription: typeName,
      hasDefault: fallback !== undefined,
      ...(fallback === undefined ? {} : { default: fallback }),
    },
  };
}

const clientSchema: JsonObject = {
  $ref: '#/$defs/Input',
  $defs: {
    Input: {
      type: 'object',
      additionalProperties: false,
      properties: {
        startAt: option(
          'startAt',
          'str',
          { type: 'string', description: 'When the job runs, as a systemd calendar expression.' },
          '*-*-* 01:00:00',
        ),
        compression: option(
          'compression',
          'enum',
          { enum: ['none', 'lz4', 'zstd,3', 'zstd,9'], description: 'How archives are *packed*.' },
          'zstd,3',
        ),
        backupFolders: option(
          'backupFolders',
          'listOf',
          { type: 'array', items: { type: 'string' }, description: 'What to back up.' },
          [],
        ),
        keepDaily: option(
          'keepDaily',
          'ints.unsigned',
          { type: 'integer', minimum: 0, description: 'Daily archives to keep.' },
          7,
        ),
        verify: option(
          'verify',
          'bool',
          { type: 'boolean', description: 'Check the archive after each run' },
          true,
        ),
        hooks: option(
          'hooks',
          'attrsOf',
          { type: 'object', additionalProperties: { type: 'string' }, description: 'Commands by name.' },
          {},
        ),
        offsite: option(
          'offsite',
          'nullOr',
          { oneOf: [{ type: 'null' }, { type: 'string' }], description: 'A second place.' },
          null,
        ),
      },
    },
  },
};

export function fakeRoleForm(evaluation: ClanEvaluation, instance: string, role: string): RoleForm {
  const evaluated = evaluation.instances
    .find((candidate) => candidate.name === instance)
    ?.roles.find((candidate) => candidate.name === role);
  const roleLayer = evaluated?.layers.find(({ layer }) => layer.kind === 'role');
  const defaults: JsonObject = {
    startAt: '*-*-* 01:00:00',
    compression: 'zstd,3',
    backupFolders: [],
    keepDaily: 7,
    verify: true,
    hooks: {},
    offsite: null,
  };
  const own = isJsonObject(roleLayer?.value) ? roleLayer.value : {};
  const effective = { ...defaults, ...own };
  return {
    instance,
    role,
    schema: clientSchema,
    layers: evaluated?.layers ?? [],
    effective: Object.fromEntries((evaluated?.members ?? []).map(({ machine }) => [machine, effective])),
    roleEffective: effective,
    diagnostics: [],
  };
}
