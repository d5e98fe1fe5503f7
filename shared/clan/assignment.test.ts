import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../base/json';
import { previewAssignment } from './assignment';
import type { ClanEvaluation, EvaluatedRole } from './evaluation';
import { evaluationOf } from './testing/evaluation-of';

const document: JsonObject = {
  machines: {
    athena: { tags: ['laptop'] },
    castor: { tags: ['laptop'] },
    daphne: {},
    echo: { machineClass: 'darwin' },
    fjord: {},
  },
  instances: {
    backup: { roles: { client: { machines: { daphne: {} }, tags: { laptop: {} } } } },
  },
};

function evaluationWith(role: Partial<EvaluatedRole>): ClanEvaluation {
  const evaluation = evaluationOf(document);
  const instances = evaluation.instances.map((instance) => ({
    ...instance,
    service: 'self-backup',
    roles: instance.roles.map((own) => ({ ...own, ...role })),
  }));
  return { ...evaluation, instances };
}

const target = { instance: 'backup', role: 'client' };

function preview(
  machines: readonly string[],
  tags: readonly string[] = [],
  role: Partial<EvaluatedRole> = {},
) {
  return previewAssignment(evaluationWith(role), document, { machines, tags }, target);
}

describe('previewAssignment', () => {
  it('counts members before and after', () => {
    expect(preview(['echo', 'fjord'])).toEqual({
      isAllowed: true,
      before: 3,
      after: 5,
      summary: 'client: 3 → 5 machines',
      notes: [],
    });
    expect(preview([], ['all'])).toMatchObject({ isAllowed: true, after: 5 });
  });

  it('says what a darwin machine gets', () => {
    expect(preview(['echo'], [], { classes: ['nixos', 'darwin'] }).notes).toEqual([
      'echo is a darwin machine; client has a darwin module.',
    ]);
    expect(preview(['echo'], [], { classes: ['nixos'] })).toMatchObject({
      isAllowed: true,
      notes: ['echo is a darwin machine; client has no darwin module, so nothing is configured there.'],
    });
  });

  it('says when a machine is a member through a tag already, and when a tag has no machines', () => {
    expect(preview(['athena'])).toMatchObject({
      isAllowed: true,
      summary: 'client: 3 machines',
      notes: ['athena is a member through the tag laptop already.'],
    });
    expect(preview([], ['office'])).toMatchObject({
      isAllowed: true,
      notes: ['No machine has the tag office yet.'],
    });
  });

  it.each<[string, Parameters<typeof preview>, string]>([
    ['a member', [['daphne']], 'daphne is in backup › client already.'],
    ['a tag that is there', [[], ['laptop']], 'The tag laptop is in backup › client already.'],
    ['members all', [['daphne'], ['laptop']], 'All of them are in backup › client already.'],
    [
      'too many',
      [['echo', 'fjord'], [], { maxMachines: 4 }],
      'client takes at most 4 machines, this would make 5.',
    ],
    ['an unknown machine', [['nobody']], 'There is no machine “nobody”.'],
    ['an unknown role', [['echo'], [], { exists: false }], 'backup has no role “client”.'],
    ['nothing', [[]], 'There is nothing to assign.'],
  ])('refuses %s', (_, args, reason) => {
    expect(preview(...args)).toMatchObject({ isAllowed: false, reason, notes: [] });
  });

  it('counts members and tags that Nix gives', () => {
    const place = { kind: 'nix' as const, label: 'clan.nix' };
    const access = { canWrite: true, canDelete: false };
    const role: Partial<EvaluatedRole> = {
      members: [
        { machine: 'fjord', exists: true, reasons: [{ kind: 'direct', access, place }] },
        { machine: 'ghost', exists: false, reasons: [{ kind: 'direct', access, place }] },
      ],
      tags: [{ tag: 'all', access, place }],
    };
    expect(preview(['fjord'], [], role)).toMatchObject({ isAllowed: false, before: 5 });
    expect(preview([], ['all'], role)).toMatchObject({ isAllowed: false });
    expect(preview(['echo'], ['laptop', 'new'], role)).toMatchObject({
      isAllowed: true,
      summary: 'client: 5 machines',
      notes: ['echo is a member through the tag all already.'],
    });
  });

  it('speaks of several darwin machines at once', () => {
    const evaluation = evaluationWith({ classes: ['nixos'] });
    const machines = evaluation.machines.map((machine) => ({ ...machine, machineClass: 'darwin' as const }));
    const subjects = { machines: ['echo', 'fjord'], tags: [] };
    expect(previewAssignment({ ...evaluation, machines }, document, subjects, target).notes).toEqual([
      '2 are darwin machines; client has no darwin module, so nothing is configured there.',
    ]);
  });

  it('knows nothing of an instance that is not there', () => {
    const elsewhere = { instance: 'nobody', role: 'x' };
    expect(
      previewAssignment(evaluationWith({}), document, { machines: ['echo'], tags: [] }, elsewhere),
    ).toMatchObject({
      isAllowed: false,
      reason: 'There is no instance “nobody”.',
    });
  });

  it('goes by the document where that is newer than the evaluation', () => {
    const edited: JsonObject = {
      machines: { daphne: {}, iris: {} },
      instances: { backup: { roles: { client: { machines: { iris: {} } } } } },
    };
    const subjects = { machines: ['daphne'], tags: [] };
    expect(previewAssignment(evaluationWith({}), edited, subjects, target)).toMatchObject({
      before: 1,
      after: 2,
    });
  });
});
