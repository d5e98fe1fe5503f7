import { describe, expect, test } from 'vitest';
import { toPlainJson } from '../schema/exact-json';
import { MemoryDisk, plainFlake } from './testing/memory-clan';
import { openClan } from './open-clan';
import type { EvaluatorSession, QueryResult } from './session-types';

/** Tells on its trace whose settings are evaluated. */
const service = `{ lib, ... }: {
  _class = "clan.service";
  manifest.name = "counted";
  manifest.readme = "Nothing to read.";
  roles.member = {
    description = "Is counted";
    interface = { config, lib, ... }: {
      options.port = lib.mkOption { type = lib.types.port; default = 1; };
      options.text = lib.mkOption { type = lib.types.str; default = ""; };
      options.seen = lib.mkOption { type = lib.types.str; };
      config.seen = builtins.trace "settings \${config.text}" config.text;
    };
    perInstance = { settings, roles, ... }: {
      nixosModule.all = lib.mapAttrs (_: member: member.settings.port) roles.member.machines;
      nixosModule.own = settings;
    };
  };
}
`;

class TracingDisk extends MemoryDisk {
  readonly traced: string[] = [];

  override trace(message?: string): void {
    if (message !== undefined) this.traced.push(message);
  }
}

interface Inventory {
  readonly machines: Record<string, object>;
  readonly instances: {
    readonly group: {
      readonly module: object;
      readonly roles: {
        readonly member: { machines: Record<string, object>; tags: object; settings?: object };
      };
    };
  };
}

const machines = ['a', 'b', 'c', 'd', 'e'];

function inventory(): Inventory {
  return {
    machines: Object.fromEntries(machines.map((name) => [name, { tags: ['some'] }])),
    instances: {
      group: {
        module: { input: 'self', name: 'counted' },
        roles: {
          member: {
            machines: { a: { settings: { text: 'a' } }, b: { settings: { text: 'b' } } },
            tags: { some: { settings: { port: 7 } } },
          },
        },
      },
    },
  };
}

function valueOf<T>(result: QueryResult<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error, null, 2));
}

function open(text: string, clan = ''): { readonly session: EvaluatorSession; readonly disk: TracingDisk } {
  const files = {
    'flake.nix': plainFlake,
    'clan.nix': `{ lib, ... }: { meta.name = "counted"; modules.counted = ./counted.nix; ${clan} }`,
    'counted.nix': service,
    'inventory.json': text,
  };
  const disk = new TracingDisk(
    new Map(Object.entries(files).map(([name, content]) => [`/clan/${name}`, content])),
  );
  return { disk, session: openClan({ io: disk, directory: '/clan' }) };
}

function written(content: Inventory): string {
  return JSON.stringify(content, null, 2);
}

function edit(session: EvaluatorSession, change: (content: Inventory) => void): Inventory {
  const content = inventory();
  change(content);
  session.update({ changedPaths: [], inventoryJsonText: written(content) });
  return content;
}

/** Everything that is computed from settings, and what the same clan says when it is opened with that text. */
function expectSameAsOpenedAnew(session: EvaluatorSession, content: Inventory, clan = ''): void {
  const fresh = open(written(content), clan).session;
  for (const ask of [
    (asked: EvaluatorSession) => asked.settings(),
    (asked: EvaluatorSession) => asked.inventory(),
    (asked: EvaluatorSession) => asked.introspection(),
    (asked: EvaluatorSession) => asked.members(),
    (asked: EvaluatorSession) => asked.evaluation(),
    (asked: EvaluatorSession) => asked.roleForm('group', 'member'),
    (asked: EvaluatorSession) => asked.machinePreview('c'),
    (asked: EvaluatorSession) => asked.machine('a'),
    (asked: EvaluatorSession) => asked.provenance('a', ['own', 'text']),
  ]) {
    expect(ask(session)).toEqual(ask(fresh));
  }
}

describe('settings after an edit', () => {
  test('members with the same settings are evaluated once', () => {
    const { session, disk } = open(written(inventory()));
    valueOf(session.settings());
    expect(disk.traced.map((line) => line.replace('trace: ', '')).sort()).toEqual([
      'settings ',
      'settings a',
      'settings b',
    ]);
  });

  test('only those that depend on the edit are evaluated again', () => {
    const { session, disk } = open(written(inventory()));
    valueOf(session.settings());
    disk.traced.length = 0;
    edit(session, ({ instances }) => {
      instances.group.roles.member.machines['b'] = { settings: { text: 'other' } };
    });
    const { group } = toPlainJson(valueOf(session.settings())) as { group: { member: object } };
    expect(group.member).toMatchObject({ a: { text: 'a' }, b: { text: 'other', port: 7 }, c: { text: '' } });
    expect(disk.traced.map((line) => line.replace('trace: ', ''))).toEqual(['settings other']);
  });

  test('the settings of a role or a tag concern all of its members', () => {
    const { session, disk } = open(written(inventory()));
    valueOf(session.settings());
    disk.traced.length = 0;
    edit(session, ({ instances }) => {
      instances.group.roles.member.tags = { some: { settings: { port: 8 } } };
    });
    const { group } = toPlainJson(valueOf(session.settings())) as { group: { member: object } };
    expect(group.member).toMatchObject({ a: { port: 8 }, c: { port: 8 } });
    expect(disk.traced).toHaveLength(3);
  });

  test('edits of all kinds give what the clan gives when it is opened anew', () => {
    const { session } = open(written(inventory()));
    valueOf(session.evaluation());
    valueOf(session.machinePreview('c'));
    const changes: readonly ((content: Inventory) => void)[] = [
      ({ machines: all }) => delete all['e'],
      ({ machines: all }) => (all['f'] = { tags: ['some'], description: 'new' }),
      ({ machines: all }) => (all['c'] = {}),
      ({ instances }) => (instances.group.roles.member.machines = {}),
      ({ instances }) => (instances.group.roles.member.settings = { text: 'role' }),
      ({ instances }) => (instances.group.roles.member.machines['c'] = { settings: { port: 'wrong' } }),
      ({ instances }) => (instances.group.roles.member.machines['ghost'] = { settings: { text: 'ghost' } }),
      () => undefined,
    ];
    for (const change of changes) expectSameAsOpenedAnew(session, edit(session, change));
  });

  test('what is wrong is told at its place in the new text', () => {
    const { session } = open(written(inventory()));
    const wrong = (content: Inventory): void => {
      content.machines['d'] = { description: 5 };
      content.instances.group.roles.member.machines['b'] = { settings: { port: 'x' } };
    };
    expectSameAsOpenedAnew(session, edit(session, wrong));
    const longer = edit(session, (content) => {
      content.instances.group.roles.member.machines['a'] = { settings: { text: 'a', port: 7 } };
      wrong(content);
    });
    expectSameAsOpenedAnew(session, longer);
    expect(session.problems()).toEqual(open(written(longer)).session.problems());
    expectSameAsOpenedAnew(
      session,
      edit(session, () => undefined),
    );
  });

  test('a clan that computes from its own configuration is followed', () => {
    const clan = `inventory = { config, ... }: {
      tags.named = builtins.attrNames config.machines;
      machines.a.description = toString (builtins.length (builtins.attrNames config.instances.group.roles.member.machines));
    };`;
    const { session } = open(written(inventory()), clan);
    valueOf(session.evaluation());
    const content = edit(session, ({ instances, machines: all }) => {
      all['z'] = {};
      instances.group.roles.member.machines['c'] = {};
    });
    expectSameAsOpenedAnew(session, content, clan);
  });

  test('a changed file is read again', () => {
    const { session, disk } = open(written(inventory()));
    valueOf(session.settings());
    disk.write('/clan/counted.nix', service.replace('default = 1;', 'default = 99;'));
    session.update({ changedPaths: ['/clan/counted.nix'] });
    edit(session, ({ instances }) => {
      instances.group.roles.member.tags = {};
    });
    const { group } = toPlainJson(valueOf(session.settings())) as { group: { member: object } };
    expect(group.member).toMatchObject({ a: { port: 99 }, b: { port: 99 } });
  });

  test('so is one that a path names, also what is kept of a service for as long as only the inventory changes', () => {
    const { session, disk } = open(written(inventory()));
    expect(valueOf(session.services())[0]?.readme).toBe('Nothing to read.');
    disk.write('/clan/counted.nix', service.replace('Nothing to read.', 'Something to read.'));
    session.update({ changedPaths: ['/clan/counted.nix'] });
    expect(valueOf(session.services())[0]?.readme).toBe('Something to read.');
  });
});

describe('looking for wrong settings after an edit', () => {
  /** Settings with a function among them are no data: they are not kept, so whoever looks at them evaluates them. */
  const codeService = service.replace(
    'options.seen',
    'options.code = lib.mkOption { default = x: x; }; options.seen',
  );

  function opened(): { readonly session: EvaluatorSession; readonly disk: TracingDisk } {
    const { session, disk } = open(written(inventory()));
    disk.write('/clan/counted.nix', codeService);
    valueOf(session.evaluation());
    expect(disk.traced.length).toBeGreaterThan(machines.length - 1);
    disk.traced.length = 0;
    return { session, disk };
  }

  /** The problems after an edit; they have to be those of a clan that is opened with that text. */
  function problemsAfter(session: EvaluatorSession, change: (content: Inventory) => void): readonly string[] {
    const text = written(edit(session, change));
    const found = valueOf(session.evaluation()).diagnostics;
    const fresh = open(text);
    fresh.disk.write('/clan/counted.nix', codeService);
    expect(found).toEqual(valueOf(fresh.session.evaluation()).diagnostics);
    return found.map(({ code }) => code);
  }

  test('asks nothing of roles that the edit does not concern', () => {
    const { session, disk } = opened();
    problemsAfter(session, ({ machines: all }) => {
      all['c'] = { tags: ['some', 'other'], description: 'not asked for by the role' };
    });
    expect(disk.traced).toEqual([]);
  });

  test('finds what became wrong, and that it was mended', () => {
    const { session, disk } = opened();
    const wrong = ({ instances }: Inventory): void => {
      instances.group.roles.member.settings = { text: 5 };
    };
    expect(problemsAfter(session, wrong)).not.toEqual([]);
    expect(problemsAfter(session, wrong)).not.toEqual([]);
    expect(problemsAfter(session, () => undefined)).toEqual([]);
    expect(disk.traced).not.toEqual([]);
  });

  test('looks at the settings of a machine that a tag brings into the role', () => {
    const { session, disk } = opened();
    problemsAfter(session, ({ machines: all }) => {
      all['f'] = { tags: ['some'] };
    });
    expect(disk.traced).not.toEqual([]);
  });
});
