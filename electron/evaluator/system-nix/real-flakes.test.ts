/** The real nix on clans as people have them: git in all its forms, links, lock files, mistakes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { ClanQuery } from '../evaluator';
import { NixFixture, hasNix } from './testing/nix-fixture';
import type { SystemEvaluator } from './system-evaluator';

const fixture = new NixFixture();
afterAll(() => fixture.dispose());

async function valueOf(evaluator: SystemEvaluator, query: ClanQuery): Promise<unknown> {
  const answer = await evaluator.query(query);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return JSON.parse(answer.value.text);
}

async function failuresOf(evaluator: SystemEvaluator, query: ClanQuery): Promise<readonly Diagnostic[]> {
  const answer = await evaluator.query(query);
  return answer.ok || answer.error.kind === 'superseded' ? [] : answer.error.diagnostics;
}

function git(folder: string, ...args: readonly string[]): void {
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@localhost',
    '-c',
    'protocol.file.allow=always',
  ];
  execFileSync('git', ['-C', folder, ...identity, ...args], { stdio: 'ignore' });
}

function committed(name?: string): string {
  const directory = fixture.clan(name);
  fixture.track(directory);
  git(directory, 'commit', '-q', '-m', 'first');
  return directory;
}

const hostName = { kind: 'machine', machine: 'box', path: ['networking', 'hostName'] } as const;

describe.skipIf(!hasNix)('with the real nix: clans in git', () => {
  test('a work tree beside the repository', async () => {
    const directory = committed();
    const tree = path.join(fixture.base, 'beside');
    git(directory, 'worktree', 'add', '-q', tree, '-b', 'beside');
    fixture.write(tree, { 'machines/box/configuration.nix': '{ networking.hostName = "beside"; }' });
    git(tree, 'add', '.');
    expect(await valueOf(await fixture.evaluator(tree), hostName)).toBe('beside');
    expect(await valueOf(await fixture.evaluator(directory), hostName)).toBe('box');
  });

  test('a submodule of another repository', async () => {
    const origin = committed();
    const outer = path.join(fixture.base, 'outer');
    mkdirSync(outer);
    git(outer, 'init', '-q');
    git(outer, 'submodule', 'add', '-q', origin, 'clan');
    expect(await valueOf(await fixture.evaluator(path.join(outer, 'clan')), hostName)).toBe('box');
  });

  test('changes that are not committed count, files that are not tracked do not', async () => {
    const directory = committed();
    fixture.write(directory, { 'machines/box/configuration.nix': '{ networking.hostName = "dirty"; }' });
    expect(await valueOf(await fixture.evaluator(directory), hostName)).toBe('box');
    git(directory, 'add', '--intent-to-add', 'machines/box/configuration.nix');
    expect(await valueOf(await fixture.evaluator(directory), hostName)).toBe('dirty');
  });

  test('a module that git does not know yet says so, with what mends it', async () => {
    const directory = committed();
    const clan = readFileSync(path.join(directory, 'clan.nix'), 'utf8');
    fixture.write(directory, {
      'services/new/default.nix': '{ manifest.name = "new"; }',
      'clan.nix': clan.replace('modules.users', 'modules.new = import ./services/new;\n  modules.users'),
      'inventory.json': '{ "instances": { "new": { "module": { "input": "self" } } } }',
    });
    expect(await failuresOf(await fixture.evaluator(directory), { kind: 'settings' })).toMatchObject([
      {
        code: 'system-nix.untracked-file',
        fix: { kind: 'git-intent-to-add', paths: [expect.stringMatching(/^services\/new/)] },
      },
    ]);
  });

  test('an inventory.json that git does not know is not seen, and that is said', async () => {
    const directory = fixture.clan();
    fixture.track(directory, ['inventory.json']);
    const evaluator = await fixture.evaluator(directory);
    const text = readFileSync(path.join(directory, 'inventory.json'), 'utf8');
    const answer = await evaluator.evaluate({ revision: 1, current: text, saved: text, changedPaths: null });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    expect(answer.value.evaluation.diagnostics.map(({ code }) => code)).toContain(
      'system-nix.untracked-file',
    );
    expect(answer.value.evaluation.machines.map(({ name }) => name)).toEqual(['box', 'desk']);
  });
});

describe.skipIf(!hasNix)('with the real nix: what is in the folder', () => {
  test('links to files and to folders', async () => {
    const directory = fixture.clan();
    fixture.write(directory, { 'common/host.nix': '{ networking.hostName = "linked"; }' });
    mkdirSync(path.join(directory, 'machines/box'));
    symlinkSync('../../common/host.nix', path.join(directory, 'machines/box/configuration.nix'));
    renameSync(path.join(directory, 'services'), path.join(directory, 'elsewhere'));
    symlinkSync('elsewhere', path.join(directory, 'services'));
    symlinkSync('nowhere', path.join(directory, 'dangling'));
    for (const isTracked of [false, true]) {
      if (isTracked) fixture.track(directory);
      const evaluator = await fixture.evaluator(directory);
      expect(await valueOf(evaluator, hostName)).toBe('linked');
      expect(Object.keys((await valueOf(evaluator, { kind: 'settings' })) as object)).toEqual([
        'backup',
        'people',
      ]);
    }
  });

  test('a folder that may only be read, and a lock file that stays as it is', async () => {
    const directory = fixture.clan();
    execFileSync(
      'nix',
      ['--extra-experimental-features', 'nix-command flakes', 'flake', 'lock', `path:${directory}`],
      {
        env: fixture.environment,
        stdio: 'ignore',
      },
    );
    const lock = readFileSync(path.join(directory, 'flake.lock'), 'utf8');
    execFileSync('chmod', ['-R', 'a-w', directory]);
    const evaluator = await fixture.evaluator(directory);
    expect(await valueOf(evaluator, hostName)).toBe('box');
    expect(await valueOf(evaluator, { kind: 'inputs' })).toMatchObject([
      { name: 'clan-core' },
      { name: 'nixpkgs' },
    ]);
    expect(readFileSync(path.join(directory, 'flake.lock'), 'utf8')).toBe(lock);
    execFileSync('chmod', ['-R', 'u+w', directory]);
    expect(fixture.stagedCopies()).toEqual([]);
  });

  test('a value of a megabyte, with every kind of character', async () => {
    const directory = fixture.clan();
    fixture.write(directory, {
      'machines/box/configuration.nix': `{ text = builtins.concatStringsSep "" (builtins.genList (i: "ünï\\"\\\\code \${toString i}\\n") 60000); }`,
    });
    const evaluator = await fixture.evaluator(directory);
    const text = await valueOf(evaluator, { kind: 'machine', machine: 'box', path: ['text'] });
    expect(text).toHaveLength(60_000 * 11 + 288_890);
    const preview = await evaluator.machinePreview('box');
    expect(preview.ok && JSON.stringify(preview.value).length).toBeLessThan(20_000);
  });

  test('what Nix collected as garbage is handed to it again', async () => {
    const directory = fixture.clan();
    const { nix, calls } = await fixture.countedNix();
    const evaluator = await fixture.evaluator(directory, { nix });
    expect(await valueOf(evaluator, hostName)).toBe('box');
    const place = calls()
      .flat()
      .flatMap((word) => /^path:([^?#]*-source)\?/.exec(word)?.[1] ?? [])[0];
    execFileSync('nix-store', ['--delete', '--ignore-liveness', place ?? ''], {
      env: fixture.environment,
      stdio: 'ignore',
    });
    expect(await valueOf(evaluator, { kind: 'outputs' })).toMatchObject({
      nixosConfigurations: ['box', 'desk', 'lap'],
    });
    expect(calls().filter((args) => args.includes('metadata'))).toHaveLength(2);
  });
});

describe.skipIf(!hasNix)('with the real nix: mistakes', () => {
  test('an error of evaluation has code, sentence, place and trace', async () => {
    const directory = fixture.clan();
    const clan = readFileSync(path.join(directory, 'clan.nix'), 'utf8');
    fixture.write(directory, { 'clan.nix': clan.replace('"nix-clan"', '(throw "not today")') });
    const [found] = await failuresOf(await fixture.evaluator(directory), { kind: 'inventory' });
    expect(found).toMatchObject({
      code: 'nix.throw',
      message: 'not today',
      span: { path: 'clan.nix', line: 3 },
      trace: expect.arrayContaining([
        expect.objectContaining({ message: expect.any(String) as string }),
      ]) as unknown,
    });
    expect(JSON.stringify(found)).not.toContain(fixture.staging);
  });

  test('an inventory that does not hold leaves its machines readable', async () => {
    const directory = fixture.clan();
    const clan = readFileSync(path.join(directory, 'clan.nix'), 'utf8');
    const broken = 'inventory.assertions = [ { assertion = false; message = "too few machines"; } ];\n';
    fixture.write(directory, { 'clan.nix': clan.replace('  meta.name', `  ${broken}  meta.name`) });
    const evaluator = await fixture.evaluator(directory);
    expect(await failuresOf(evaluator, { kind: 'inventory' })).toMatchObject([
      { message: 'too few machines' },
    ]);
    expect(await valueOf(evaluator, hostName)).toBe('box');
    expect(await failuresOf(evaluator, { kind: 'machine', machine: 'none' })).toMatchObject([
      { message: 'too few machines' },
    ]);
  });

  test('a syntax error has its place', async () => {
    const directory = fixture.clan();
    fixture.write(directory, { 'clan.nix': '{\n  meta.name = ;\n}' });
    expect(await failuresOf(await fixture.evaluator(directory), { kind: 'inventory' })).toMatchObject([
      { code: 'nix.parse', span: { path: 'clan.nix', line: 2 } },
    ]);
  });

  test('an input that is not on this machine is not fetched', async () => {
    const directory = fixture.clan();
    const flake = readFileSync(path.join(directory, 'flake.nix'), 'utf8');
    fixture.write(directory, {
      'flake.nix': flake.replace('path:./nixpkgs', 'https://nowhere.invalid/nixpkgs.tar.gz'),
    });
    const [found] = await failuresOf(await fixture.evaluator(directory), { kind: 'inventory' });
    expect(found).toMatchObject({ code: 'system-nix.input-missing' });
    expect(found?.message).toContain('nowhere.invalid');
  });

  test('a flake that does not hand on what Clan gives', async () => {
    const directory = fixture.folder({ 'flake.nix': '{ outputs = _: { }; }' });
    expect(await failuresOf(await fixture.evaluator(directory), { kind: 'inventory' })).toMatchObject([
      { code: 'system-nix.no-output' },
    ]);
  });

  test('no flake at all', async () => {
    const directory = fixture.folder({ 'README.md': '' });
    const [found] = await failuresOf(await fixture.evaluator(directory), { kind: 'inventory' });
    expect(found?.severity).toBe('error');
    expect(found?.message).toMatch(/flake\.nix/);
  });
});
