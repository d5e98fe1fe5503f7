/** What the window is told of machines whose clan uses a service that is not on this machine. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openClan } from '../embedded';
import { ClanAnswers } from './clan-answers';
import { DiskIo } from './disk-io';
import { toNixPath } from './host-path';
import type { Question } from './protocol';

const flake = `{
  inputs.clan-core.url = "https://example.org/clan-core";
  inputs.foo.url = "github:some/foo";
  outputs = { self, clan-core, ... }: { clan = (clan-core.lib.clan {
    inherit self;
    meta.name = "m";
    modules.note = { lib, ... }: {
      _class = "clan.service";
      manifest.name = "note"; manifest.readme = "Read."; manifest.description = "";
      roles.r.description = "";
      roles.r.interface.options.text = lib.mkOption { type = lib.types.str; };
      roles.r.perInstance = { settings, ... }: { nixosModule.note.text = settings.text; };
    };
  }).config; };
}
`;

const long = 'x'.repeat(300);

function inventory(text: string, isRemoteThere = true): string {
  const remote = { module: { input: 'foo', name: 'svc' }, roles: { r: { tags: { all: {} } } } };
  const note = {
    module: { input: 'self', name: 'note' },
    roles: { r: { machines: { one: { settings: { text } } } } },
  };
  return JSON.stringify({
    machines: { one: {}, two: {} },
    instances: { note, ...(isRemoteThere && { remote }) },
  });
}

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
});

/** Answers about a clan that was saved with one text and has another now. */
function answersFor(saved: string, current: string): (question: Question) => unknown {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'left-out-')));
  folders.push(folder);
  fs.writeFileSync(path.join(folder, 'flake.nix'), flake);
  fs.writeFileSync(path.join(folder, 'inventory.json'), saved);
  const directory = toNixPath(folder);
  const io = new DiskIo({ roots: [directory] });
  const answers = new ClanAnswers({ openClan, io, directory, overrideInputs: {} });
  answers.update({ revision: 1, current, saved, changedPaths: [] });
  return (question) => answers.answer(question, { timeout: 60_000, isCancelled: () => false });
}

test('an edit shows in the preview of the machine, also where lines are cut', () => {
  const ask = answersFor(inventory(`${long}1`), inventory(`${long}2`));
  expect(ask({ kind: 'machine-preview', machine: 'one' })).toMatchObject({
    value: {
      counts: { added: 0, changed: 1, removed: 0 },
      diagnostics: [{ code: 'machine.left-out', input: 'foo' }],
    },
  });
  expect(ask({ kind: 'machine-preview', machine: 'two' })).toMatchObject({
    value: { counts: { changed: 0 } },
  });
});

test('the impact of a save is what the previews show', () => {
  const edited = inventory('b');
  expect(answersFor(inventory('a'), edited)({ kind: 'impact', text: edited })).toMatchObject({
    value: {
      impact: [{ machine: 'one', added: 0, changed: 1, removed: 0 }],
      unchangedMachines: 1,
      diagnostics: [{ code: 'clan.missing-input', input: 'foo' }],
    },
  });
});

test('an instance that cannot be evaluated here changes no preview, and is an error of the clan', () => {
  const edited = inventory('a', true);
  expect(answersFor(inventory('a', false), edited)({ kind: 'impact', text: edited })).toMatchObject({
    value: {
      impact: [],
      unchangedMachines: 2,
      diagnostics: [{ code: 'clan.missing-input', severity: 'error' }],
    },
  });
});

test('the machine that tools ask for still fails', () => {
  const text = inventory('a');
  expect(answersFor(text, text)({ kind: 'query', query: { kind: 'machine', machine: 'one' } })).toMatchObject(
    { ok: false, error: [{ input: 'foo' }] },
  );
});
