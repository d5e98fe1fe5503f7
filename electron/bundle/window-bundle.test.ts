import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { WindowBundle } from './window-bundle';

const base = mkdtempSync(path.join(tmpdir(), 'bundle-'));
const root = path.join(base, 'renderer');
mkdirSync(path.join(root, 'assets'), { recursive: true });
writeFileSync(path.join(root, 'index.html'), '<script src="./assets/index-1a2b.js"></script>');
writeFileSync(path.join(root, 'assets/index-1a2b.js'), 'export {}');
writeFileSync(path.join(base, 'secret.js'), 'secret');
symlinkSync('../secret.js', path.join(root, 'leak.js'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const bundle = new WindowBundle(root, ['ws://127.0.0.1:1']);

test('the policy allows nothing but the app itself', async () => {
  const { headers } = await bundle.respond('/');
  expect((headers['Content-Security-Policy'] ?? '').split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self' ws://127.0.0.1:1",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ]);
});

test('the page is given as it was built', async () => {
  const [first, second] = [await bundle.respond('/'), await bundle.respond('/index.html')];
  expect(first.body.toString()).toBe('<script src="./assets/index-1a2b.js"></script>');
  expect(second.headers).toEqual(first.headers);
});

test('files have their types and may be kept when their name carries a hash', async () => {
  const answer = await bundle.respond('/assets/index-1a2b.js');
  expect(answer.status).toBe(200);
  expect(answer.headers['Content-Type']).toBe('text/javascript; charset=utf-8');
  expect(answer.headers['Cache-Control']).toContain('immutable');
});

test.each([
  ['/nope.js', 404],
  ['/leak.js', 404],
  ['/assets', 404],
  ['/../secret.js', 400],
  ['/%2e%2e/secret.js', 400],
  ['/assets/..%2f..%2fsecret.js', 400],
  ['/..%5csecret.js', 400],
  ['/%00', 400],
  ['/%zz', 400],
  ['secret.js', 400],
])('%s is answered with %i', async (urlPath, status) => {
  const answer = await bundle.respond(urlPath);
  expect(answer.status).toBe(status);
  expect(answer.body.toString()).not.toContain('secret');
});
