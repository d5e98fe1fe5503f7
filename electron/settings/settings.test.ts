import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { directoryLabel } from './directory-label';
import { Settings } from './settings';

let base: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), 'settings-')));
  const example = path.join(base, 'bundled/backup');
  mkdirSync(example, { recursive: true });
  writeFileSync(path.join(example, 'flake.nix'), '{ }');
  writeFileSync(path.join(example, 'README.md'), '# Backup box\n\nThree machines,\none `server`.\n\nMore.\n');
  mkdirSync(path.join(base, 'bundled/no-clan'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function open(): Settings {
  return new Settings({
    appData: path.join(base, 'data'),
    examples: path.join(base, 'bundled'),
    home: path.join(base, 'home'),
  });
}

test('preferences survive a restart, and a damaged file does not hurt', async () => {
  const settings = open();
  settings.setPreferences({ colorScheme: 'dark' });
  settings.setPreferences({ leftWidth: 300, rightWidth: undefined });
  await settings.flush();
  expect(open().preferences).toEqual({ colorScheme: 'dark', leftWidth: 300, rightWidth: 404 });
  writeFileSync(path.join(base, 'data/preferences.json'), '{"colorScheme":');
  expect(open().preferences.colorScheme).toBe('auto');
});

test('recent clans: newest first, each once, missing ones marked', async () => {
  const settings = open();
  const [a, b] = [path.join(base, 'bundled/backup'), path.join(base, 'gone')];
  settings.recent.remember(a, '2026-01-01T00:00:00Z');
  settings.recent.remember(b, '2026-01-02T00:00:00Z');
  settings.recent.remember(a, '2026-01-03T00:00:00Z');
  await settings.flush();
  const listed = open().recent.list();
  expect(listed.map(({ name, isMissing, openedAt }) => [name, isMissing, openedAt])).toEqual([
    ['backup', false, '2026-01-03T00:00:00Z'],
    ['gone', true, '2026-01-02T00:00:00Z'],
  ]);
  const [first] = listed;
  expect(settings.recent.directoryOf(first?.id ?? '')).toBe(a);
  settings.recent.forget(first?.id ?? '');
  expect(settings.recent.list().map((clan) => clan.name)).toEqual(['gone']);
});

test('positions belong to one clan', async () => {
  const settings = open();
  settings.setPositions('/a', { 'machine:x': { x: 1, y: 2.5 } });
  await settings.flush();
  expect(open().positions('/a')).toEqual({ 'machine:x': { x: 1, y: 2.5 } });
  expect(open().positions('/b')).toEqual({});
});

test('what is chosen for one clan is kept for it, among the app’s data', async () => {
  const settings = open();
  expect(settings.clan('/a').overrideInputs).toEqual({});
  settings.setClan('/a', { overrideInputs: { nixpkgs: '/src/nixpkgs' } });
  await settings.flush();
  expect(open().clan('/a').overrideInputs).toEqual({ nixpkgs: '/src/nixpkgs' });
  expect(open().clan('/b').overrideInputs).toEqual({});
});

test('examples are introduced by their README and opened as copies', () => {
  const { examples } = open();
  expect(examples.list()).toEqual([
    { id: 'backup', title: 'Backup box', description: 'Three machines, one server.' },
  ]);
  const copy = examples.open('backup') ?? '';
  expect(examples.isCopy(copy)).toBe(true);
  writeFileSync(path.join(copy, 'flake.nix'), 'edited');
  expect(examples.open('backup')).toBe(copy);
  expect(readFileSync(path.join(copy, 'flake.nix'), 'utf8')).toBe('edited');
  expect(readFileSync(path.join(base, 'bundled/backup/flake.nix'), 'utf8')).toBe('{ }');
  expect(examples.open('../no-clan')).toBeUndefined();
  expect(examples.open('no-clan')).toBeUndefined();
});

test('folders are listed by ids that only listing gives out', () => {
  const home = path.join(base, 'home');
  mkdirSync(path.join(home, 'clan'), { recursive: true });
  mkdirSync(path.join(home, '.hidden'));
  writeFileSync(path.join(home, 'clan/flake.nix'), '{ }');
  writeFileSync(path.join(home, 'file'), '');
  symlinkSync('../bundled', path.join(home, 'link'));
  symlinkSync('nowhere', path.join(home, 'broken'));
  const { folders } = open();
  const listing = folders.list(null);
  if (!listing.ok) throw new Error(listing.error.message);
  expect(listing.value.label).toBe('~');
  expect(listing.value.entries.map(({ name, isClan }) => [name, isClan])).toEqual([
    ['clan', true],
    ['link', false],
  ]);
  expect(folders.directoryOf(listing.value.entries[0]?.id ?? '')).toBe(path.join(home, 'clan'));
  expect(folders.list(listing.value.parent)).toMatchObject({ ok: true, value: { label: base } });
  expect(folders.list('made-up')).toMatchObject({ ok: false, error: { code: 'folder.unknown' } });
});

test('an unreadable folder is a diagnostic', () => {
  const { folders } = open();
  expect(folders.list(null)).toMatchObject({ ok: false, error: { code: 'folder.unreadable' } });
  expect(existsSync(path.join(base, 'home'))).toBe(false);
});

test.each([
  ['/home/u', '~'],
  ['/home/u/clans/home', '~/clans/home'],
  ['/home/user', '/home/user'],
  ['/srv/clan', '/srv/clan'],
])('%s is shown as %s', (directory, label) => {
  expect(directoryLabel(directory, '/home/u')).toBe(label);
});
