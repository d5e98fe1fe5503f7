/** What an open clan has to do with git beside saving: files that Nix does not see, and a change of which it sees. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClanFixture, until } from './testing/clan-fixture';

let fixture: ClanFixture;
beforeEach(() => {
  fixture = new ClanFixture();
  fixture.initGit();
});
afterEach(() => fixture.remove());

describe('files that git tracks', () => {
  it('makes the files of a fix known to git and evaluates anew', async () => {
    writeFileSync(join(fixture.clan, 'extra.nix'), '{ }');
    const workspace = await fixture.open();
    expect(await workspace.intentToAdd(['extra.nix'])).toMatchObject({ ok: true });
    await workspace.settled();
    expect(fixture.git('status', '--porcelain')).toBe(' A extra.nix\n');
    expect(fixture.evaluator.inputs.at(-1)?.changedPaths).toEqual([join(fixture.clan, 'extra.nix')]);
    expect(await workspace.intentToAdd(['../other.nix'])).toMatchObject({
      ok: false,
      error: { code: 'git.refused-path' },
    });
  });

  it('evaluates anew when git tracks other files: they are what Nix sees', async () => {
    writeFileSync(join(fixture.clan, 'photo.jpg'), 'x');
    const workspace = await fixture.open();
    const before = fixture.evaluator.inputs.length;
    fixture.git('add', 'photo.jpg');
    await until(() => fixture.evaluator.inputs.length > before, 'a new evaluation');
    await workspace.settled();
    expect(fixture.evaluator.inputs.at(-1)?.changedPaths).toContain(join(fixture.clan, '.git/index'));
  });
});
