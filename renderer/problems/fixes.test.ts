import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { evaluationOf } from '../../shared/clan/testing/evaluation-of';
import { fixesOf, type FixContext } from './fixes';

const document = {
  machines: { athena: {} },
  instances: {
    backup: {
      module: { name: 'backup', input: 'self' },
      roles: {
        client: { machines: { athena: {}, ghost: {} }, tags: { nobody: {} }, settings: { startAtt: 'x' } },
      },
    },
  },
};
const context: FixContext = {
  evaluation: evaluationOf(document),
  document,
  persisted: document,
  isReadOnly: false,
  isOffline: true,
};
const role = { kind: 'role', instance: 'backup', role: 'client' } as const;
const finding = (code: string, more: Partial<Diagnostic>): Diagnostic => ({
  code,
  severity: 'warning',
  message: 'm',
  ...more,
});
const ghost = finding('clan.unknown-machine', {
  target: { ...role, layer: { kind: 'machine', machine: 'ghost' } },
});
const labels = (problem: Diagnostic, changed: Partial<FixContext> = {}) =>
  fixesOf(problem, { ...context, ...changed }).map(({ label }) => label);

describe('what one click can do', () => {
  it('takes out of a role what does not exist', () => {
    expect(fixesOf(ghost, context)).toEqual([
      {
        kind: 'edit',
        label: 'Take ghost out of the role',
        edit: { kind: 'role/unassign', instance: 'backup', role: 'client', machines: ['ghost'], tags: [] },
      },
    ]);
    const target = { ...role, layer: { kind: 'tag', tag: 'nobody' } } as const;
    expect(labels(finding('clan.empty-tag', { target }))).toEqual(['Take the tag nobody off the role']);
  });

  it('removes a setting that the service does not have', () => {
    const target = { ...role, layer: { kind: 'role' }, setting: ['startAtt'] } as const;
    expect(fixesOf(finding('module.unknown-option', { target }), context)).toEqual([
      {
        kind: 'edit',
        label: 'Remove startAtt',
        edit: {
          kind: 'settings/unset',
          instance: 'backup',
          role: 'client',
          layer: { kind: 'role' },
          path: ['startAtt'],
        },
      },
    ]);
  });

  it('is not offered where the document has nothing of it, or Nix holds it', () => {
    expect(labels(ghost, { document: { machines: { athena: {} } } })).toEqual([]);
    const evaluation = evaluationOf(document);
    const pinned = {
      ...evaluation,
      instances: evaluation.instances.map((instance) => ({
        ...instance,
        roles: instance.roles.map((entry) => ({
          ...entry,
          members: [
            {
              machine: 'ghost',
              exists: false,
              reasons: [{ kind: 'direct', access: { canWrite: false, canDelete: false } } as const],
            },
          ],
        })),
      })),
    };
    expect(labels(ghost, { evaluation: pinned })).toEqual([]);
    expect(labels(ghost, { isReadOnly: true })).toEqual([]);
    expect(labels(ghost, { evaluation: null })).toEqual([]);
  });

  it('is what the finding itself says', () => {
    const untracked = finding('system-nix.untracked-file', {
      fix: { kind: 'git-intent-to-add', paths: ['a.nix'] },
      input: 'nixpkgs',
    });
    expect(fixesOf(untracked, context)).toEqual([
      { kind: 'git', label: 'Track with git add', paths: ['a.nix'] },
      { kind: 'input', label: 'Use a checkout of nixpkgs…', input: 'nixpkgs' },
    ]);
    expect(labels(finding('nix.throw', { target: role }))).toEqual([]);
  });

  it('is the consent that Nix lacks, as long as it lacks it', () => {
    const missing = finding('system-nix.input-missing', {});
    expect(labels(missing)).toEqual(['Let Nix fetch it']);
    expect(labels(missing, { isOffline: false })).toEqual([]);
  });
});
