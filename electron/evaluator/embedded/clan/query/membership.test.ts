import { describe, expect, test } from 'vitest';
import { Memberships } from './membership';
import type { RoleReach, TaggedMachine } from './membership';

const machine = (name: string, ...tags: readonly string[]): TaggedMachine => ({ name, tags });
const role = (machines: readonly string[], tags: readonly string[]): RoleReach => ({
  name: 'role',
  machines,
  tags,
});

const fleet = [machine('a', 'all', 'left'), machine('b', 'all'), machine('c', 'all', 'left')];

describe('members of a role', () => {
  test('are those that it names and those that its tags reach, each with all reasons', () => {
    expect(new Memberships().of(role(['c', 'ghost'], ['left', 'nobody']), fleet)).toEqual([
      { machine: 'a', exists: true, isDirect: false, viaTags: ['left'] },
      { machine: 'c', exists: true, isDirect: true, viaTags: ['left'] },
      { machine: 'ghost', exists: false, isDirect: true, viaTags: [] },
    ]);
  });

  test('are the same list while nobody else carries a tag of the role', () => {
    const memberships = new Memberships();
    const left = role(['b'], ['left']);
    const before = memberships.of(left, fleet);
    const retagged = [fleet[0], machine('b', 'all', 'right'), fleet[2]].flatMap((item) => item ?? []);
    expect(memberships.of(left, retagged)).toBe(before);
    expect(memberships.of(left, [...retagged])).toBe(before);
  });

  test('are found anew when a tag reaches others, and when there are other machines', () => {
    const memberships = new Memberships();
    const left = role(['ghost'], ['left']);
    memberships.of(left, fleet);
    const more = [machine('a', 'left'), machine('b', 'left'), machine('c', 'all')];
    expect(memberships.of(left, more).map((member) => member.machine)).toEqual(['a', 'b', 'ghost']);
    const found = memberships.of(left, [...more, machine('ghost')]);
    expect(found.at(-1)).toEqual({ machine: 'ghost', exists: true, isDirect: true, viaTags: [] });
    expect(memberships.of(left, fleet)).toEqual(new Memberships().of(left, fleet));
  });
});
