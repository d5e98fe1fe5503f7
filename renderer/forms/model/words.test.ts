import { expect, it } from 'vitest';
import { itemWord, listed, nixText } from './words';
import { looksSecret } from './secret-guard';
import { parseJson } from './parse-json';

it.each([
  ['backupFolders', 'folder'],
  ['allowedTCPPorts', 'port'],
  ['hosts', 'host'],
  ['authorizedKeys', 'key'],
  ['directories', 'directory'],
  ['addresses', 'address'],
  ['exclude', 'entry'],
  ['', 'entry'],
  ['URLs', 'URL'],
  ['allowedIps', 'IP'],
  ['caches', 'cache'],
  ['branches', 'branch'],
  ['aliases', 'alias'],
  ['afterNormalization', 'entry'],
])('calls an item of %s a %s', (name, word) => {
  expect(itemWord(name)).toBe(word);
});

it('writes values the way Nix does', () => {
  expect(nixText(['a', 1, null, true])).toBe('[ "a" 1 null true ]');
  expect(nixText({ a: { 'b c': '${x}' } })).toBe('{ a = { "b c" = "\\${x}"; }; }');
  expect(nixText('x'.repeat(99), 10)).toHaveLength(10);
});

it('lists names', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
});

it.each([
  ['password', 'hunter2', true],
  ['dbPassword', 'hunter2', true],
  ['apiKey', 'abc', true],
  ['passwordFile', '/run/secrets/x', false],
  ['password', '/run/secrets/x', false],
  ['hashedPassword', '', false],
  ['comment', '-----BEGIN OPENSSH PRIVATE KEY-----', true],
  ['keys', 'ssh-ed25519 AAAA me@here', false],
  ['publicKey', 'abc', false],
])('judges %s = %s', (name, value, expected) => {
  expect(looksSecret(name, value)).toBe(expected);
});

it('says where JSON is broken', () => {
  expect(parseJson('{"a": 1}')).toEqual({ ok: true, value: { a: 1 } });
  expect(parseJson('{\n  "a": tru\n}')).toEqual({
    ok: false,
    error: 'Line 2, column 8 (in a): this word is no JSON value; text needs double quotes.',
  });
  expect(parseJson('{"a": 1 "b": 2}')).toMatchObject({
    ok: false,
    error: expect.stringContaining('comma') as unknown,
  });
});
