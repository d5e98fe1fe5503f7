import { expect, test } from 'vitest';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { ClanQuery, Evaluator } from '../evaluator';
import { runClanCommand } from './clan-commands';
import type { ClanCommand } from './clan-commands';

const here = { directory: '.', evaluator: 'embedded', overrideInputs: {} } as const;
const warning: Diagnostic = {
  code: 'clan.tag-without-machines',
  severity: 'warning',
  message: 'nobody',
  target: { kind: 'tag', tag: 'edge' },
};
const error: Diagnostic = {
  code: 'nix.throw',
  severity: 'error',
  message: 'it throws',
  span: { path: 'clan.nix', line: 3, column: 5 },
  hint: 'do not',
};
const schemas = { 'self-backup': { client: { type: 'object' } }, 'a-x': {}, 'b-x': {} };

/** Answers by the kind of the query. */
function evaluatorWith(answers: Partial<Record<ClanQuery['kind'], unknown>>): Evaluator {
  return {
    query: (query: ClanQuery) => {
      const value = answers[query.kind];
      const answer = ok({ text: JSON.stringify(value), value, diagnostics: [] });
      return Promise.resolve(value === undefined ? err({ kind: 'failed', diagnostics: [error] }) : answer);
    },
    machinePreview: (machine: string) => {
      const leaf = (name: string) => ({ name, kind: 'value', text: '1', sources: [] });
      const set = (name: string, ...children: object[]) => ({
        name,
        kind: 'set',
        text: '',
        sources: [],
        children,
      });
      return Promise.resolve(ok({ machine, root: set('', set('a', leaf('b'), leaf('c d')), leaf('e')) }));
    },
    provenance: (_machine: string, path: readonly string[]) =>
      Promise.resolve(ok({ definitions: [path.join('/')] })),
  } as unknown as Evaluator;
}

async function run(command: ClanCommand, answers: Partial<Record<ClanQuery['kind'], unknown>>) {
  let stdout = '';
  let stderr = '';
  const code = await runClanCommand(command, evaluatorWith(answers), {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
  });
  return { code, stdout, stderr };
}

test('a query prints its JSON', async () => {
  const command: ClanCommand = { kind: 'query', query: 'inventory', ...here };
  expect(await run(command, { inventory: { a: 1 } })).toEqual({ code: 0, stdout: '{"a":1}\n', stderr: '' });
});

test('a query that fails prints its message as JSON and the diagnostics on stderr', async () => {
  const command: ClanCommand = { kind: 'query', query: 'inventory', ...here };
  expect(await run(command, {})).toEqual({
    code: 1,
    stdout: '{\n  "error": "it throws"\n}\n',
    stderr: 'clan.nix:3:5: error: it throws [nix.throw]\n    hint: do not\n',
  });
});

test.each([
  [null, null, schemas],
  ['self-backup', null, schemas['self-backup']],
  ['backup', 'client', schemas['self-backup'].client],
])('schema of %s, %s', async (module, role, expected) => {
  const { code, stdout } = await run({ kind: 'schema', module, role, ...here }, { schemas });
  expect([code, JSON.parse(stdout)]).toEqual([0, expected]);
});

test.each([
  ['nope', null, 'cli.no-such-service'],
  ['x', null, 'cli.no-such-service'],
  ['backup', 'nope', 'cli.no-such-role'],
  ['__proto__', null, 'cli.no-such-service'],
])('there is no schema of %s, %s', async (module, role, code) => {
  const result = await run({ kind: 'schema', module, role, ...here }, { schemas });
  expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining(code) as unknown });
});

test('a machine that throws is a hole, like the parts of one that throw', async () => {
  const command: ClanCommand = { kind: 'preview', machine: 'm', path: [], withProvenance: false, ...here };
  expect(await run(command, {})).toMatchObject({ code: 1, stdout: '"<error>"\n' });
});

test('preview with provenance lists the definitions of every leaf', async () => {
  const command = (path: readonly string[]): ClanCommand => ({
    kind: 'preview',
    machine: 'm',
    path,
    withProvenance: true,
    ...here,
  });
  const whole = await run(command([]), { machine: { e: 1 } });
  expect(JSON.parse(whole.stdout)).toEqual({
    config: { e: 1 },
    provenance: { 'a.b': ['a/b'], 'a."c d"': ['a/c d'], e: ['e'] },
  });
  const part = await run(command(['a', 'b']), { machine: 1 });
  expect(JSON.parse(part.stdout)).toEqual({ config: 1, provenance: { 'a.b': ['a/b'] } });
});

test.each([
  [[], 0, '', 'No problems found.\n'],
  [[warning], 0, 'tag edge: warning: nobody [clan.tag-without-machines]\n', '1 problem, 0 of them errors.\n'],
  [
    [warning, error],
    1,
    'tag edge: warning: nobody [clan.tag-without-machines]\nclan.nix:3:5: error: it throws [nix.throw]\n    hint: do not\n',
    '2 problems, 1 of them an error.\n',
  ],
])('check with %j', async (problems, code, stdout, stderr) => {
  expect(await run({ kind: 'check', asJson: false, ...here }, { problems })).toEqual({
    code,
    stdout,
    stderr,
  });
});

test('check --json prints the diagnostics as data', async () => {
  const { code, stdout, stderr } = await run({ kind: 'check', asJson: true, ...here }, { problems: [error] });
  expect([code, JSON.parse(stdout), stderr]).toEqual([1, [error], '']);
});
