import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interpretInventory, readInventoryFile } from './inventory-file';
import { useTemporaryFolder } from './testing/temporary-folder';

const folder = useTemporaryFolder();

describe('reading inventory.json', () => {
  it.each<[string, string, string, number, number]>([
    ['a comma too many', '{\n  "a": 1,\n}', 'inventory.malformed', 3, 1],
    ['no comma', '{\n  "a": 1\n  "b": 2\n}', 'inventory.malformed', 3, 3],
    ['a comment', '{ // no\n}', 'inventory.malformed', 1, 3],
    ['no end', '{"a": [1', 'inventory.malformed', 1, 9],
    ['a control character', '{"a": "\t"}', 'inventory.malformed', 1, 7],
    ['a number like Nix', '{"a": 01}', 'inventory.malformed', 1, 8],
    ['two values', '{} {}', 'inventory.malformed', 1, 4],
    ['nothing', ' \n', 'inventory.malformed', 1, 1],
    ['a conflict of git', '{\n<<<<<<< HEAD\n}', 'inventory.malformed', 2, 1],
    ['a list', '\n[1]', 'inventory.not-an-object', 2, 1],
    ['a value', 'null', 'inventory.not-an-object', 1, 1],
  ])('%s has a place', (_, text, code, line, column) => {
    const found = interpretInventory(Buffer.from(text));
    expect(found).toMatchObject({
      kind: 'malformed',
      diagnostic: { code, span: { path: 'inventory.json', line, column } },
    });
  });

  it('takes a byte order mark, CRLF and any name', () => {
    const found = interpretInventory(Buffer.from('\ufeff{\r\n"__proto__": {"ü": 1}\r\n}'));
    expect(found).toMatchObject({
      kind: 'valid',
      hasByteOrderMark: true,
      text: '{\r\n"__proto__": {"ü": 1}\r\n}',
      warnings: [],
    });
    expect(found.kind === 'valid' && Object.keys(found.value)).toEqual(['__proto__']);
  });

  it('warns of names that stand twice', () => {
    const found = interpretInventory(Buffer.from('{"a": {"x": 1},\n "a": {"y": [{"z": 1, "z": 2}]}}'));
    expect(found).toMatchObject({
      kind: 'valid',
      value: { a: { y: [{ z: 2 }] } },
      warnings: [
        { code: 'inventory.duplicate-key', span: { line: 2, column: 2 } },
        { code: 'inventory.duplicate-key', span: { line: 2, column: 23 } },
      ],
    });
  });

  it('tells what is no text, no file, not there, or not to be read', async () => {
    expect(interpretInventory(Uint8Array.of(0x7b, 0xff, 0x7d))).toMatchObject({
      diagnostic: { code: 'inventory.not-text' },
    });
    mkdirSync(join(folder.base, 'folder'));
    expect(await readInventoryFile(join(folder.base, 'folder'))).toMatchObject({
      diagnostic: { code: 'inventory.not-a-file' },
    });
    expect(await readInventoryFile(join(folder.base, 'nothing'))).toEqual({ kind: 'missing' });
    symlinkSync('nowhere', join(folder.base, 'dangling'));
    expect(await readInventoryFile(join(folder.base, 'dangling'))).toMatchObject({
      diagnostic: { code: 'inventory.unreadable' },
    });
    const secret = folder.file('secret', '{}');
    chmodSync(secret, 0o000);
    const found = await folder.asNobody(() => readInventoryFile(secret));
    expect(found).toMatchObject({
      kind: 'unreadable',
      diagnostic: { message: expect.stringContaining('permission') as string },
    });
  });
});
