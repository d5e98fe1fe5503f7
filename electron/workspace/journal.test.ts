import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepCheckpoint } from './checkpoints';
import { systemClock } from './clock';
import { createJournal } from './journal';
import type { Draft, Journal } from './journal';

let directory: string;
const troubles: unknown[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'));
  troubles.length = 0;
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A session of a process of its own: nothing is known about files of other sessions. */
function session(now = Date.now()): Journal {
  return createJournal({
    directory,
    clock: { ...systemClock, now: () => now },
    onTrouble: (error) => troubles.push(error),
    liveFiles: new Set(),
  });
}

function draft(value: number): Draft {
  return { base: { value: 0 }, baseHash: 'h', document: { value } };
}

it('keeps the newest draft only, and nothing once all is saved', async () => {
  const journal = session();
  journal.keep(draft(1));
  journal.keep(draft(2));
  await journal.flush();
  expect(await session().find()).toMatchObject([
    { document: { value: 2 }, base: { value: 0 }, baseHash: 'h' },
  ]);
  journal.keep(null);
  await journal.flush();
  expect(await session().find()).toEqual([]);
  const [base] = readdirSync(directory);
  expect(base).toMatch(/^base-/);
  utimesSync(join(directory, base ?? ''), 0, 0);
  expect(await session().find()).toEqual([]);
  expect(readdirSync(directory)).toEqual([]);
});

it('is on disk a moment after the edit, without anyone asking', async () => {
  const journal = session();
  const started = Date.now();
  journal.keep(draft(1));
  while ((await session().find()).length === 0) {
    if (Date.now() - started > 5_000) throw new Error('the draft was never written');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(troubles).toEqual([]);
});

it('offers drafts of several ended sessions, newest first, until they are forgotten', async () => {
  for (const [now, value] of [
    [1_000, 1],
    [3_000, 3],
    [2_000, 2],
  ] as const) {
    const journal = session(now);
    journal.keep(draft(value));
    await journal.close();
  }
  const journal = session();
  const found = await journal.find();
  expect(found.map((one) => one.document['value'])).toEqual([3, 2, 1]);
  for (const one of found) await journal.forget(one);
  expect(await journal.find()).toEqual([]);
});

it('passes over what is no draft, and over sessions of processes that run', async () => {
  const name = (pid: number): string => join(directory, `1-${pid}-abcd.json`);
  const text = (baseFile: unknown): string =>
    JSON.stringify({ version: 1, at: 1, baseHash: null, baseFile, document: {} });
  mkdirSync(directory, { recursive: true });
  const base = `base-${'0'.repeat(32)}.json`;
  writeFileSync(join(directory, base), '{}');
  writeFileSync(name(process.ppid), text(base));
  writeFileSync(join(directory, '2-4000000-abcd.json'), '{ broken');
  writeFileSync(join(directory, '3-4000000-abcd.json'), text('../../etc/passwd'));
  writeFileSync(join(directory, '4-4000000-abcd.json'), '[]');
  writeFileSync(join(directory, 'notes.txt'), 'x');
  expect(await session().find()).toEqual([]);
  writeFileSync(join(directory, '5-4000000-abcd.json'), text(base));
  expect((await session().find()).map((one) => one.file)).toEqual(['5-4000000-abcd.json']);
});

it('tells when a draft cannot be kept', async () => {
  rmSync(directory, { recursive: true });
  writeFileSync(directory, 'a file');
  const journal = session();
  journal.keep(draft(1));
  await journal.flush();
  expect(troubles).toHaveLength(1);
});

it('keeps the last twenty texts aside', async () => {
  for (let index = 0; index < 25; index++) await keepCheckpoint(directory, `text ${index}`, index * 1_000);
  const names = readdirSync(directory).sort();
  expect(names).toHaveLength(20);
  expect(names[0]).toBe('1970-01-01T00-00-05.000Z.json');
});
