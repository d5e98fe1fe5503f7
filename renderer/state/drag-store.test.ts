import { describe, expect, it } from 'vitest';
import { assignmentOf } from './drag-store';

const role = { kind: 'role', instance: 'backup', role: 'client' } as const;

describe('what a drop means', () => {
  it('is the same in both directions', () => {
    const forward = assignmentOf({ kind: 'members', machines: ['echo'], tags: [] }, role);
    const backward = assignmentOf(role, { kind: 'machine', name: 'echo' });
    expect(forward).toEqual(backward);
    expect(assignmentOf(role, { kind: 'tag', name: 'all' })).toEqual({
      instance: 'backup',
      role: 'client',
      machines: [],
      tags: ['all'],
    });
  });

  it('is nothing between two machines or two roles', () => {
    expect(
      assignmentOf({ kind: 'members', machines: ['echo'], tags: [] }, { kind: 'machine', name: 'iris' }),
    ).toBeNull();
    expect(assignmentOf(role, role)).toBeNull();
  });
});
