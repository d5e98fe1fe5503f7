import { expect, it } from 'vitest';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { compileSchema } from './compile-schema';
import { fieldErrors, settingMessage } from './field-errors';
import type { LayerView } from './layers';

const root = compileSchema({
  $defs: { Input: { type: 'object', properties: { hosts: { type: 'array', items: { type: 'string' } } } } },
});
const layer = { key: 'role' } as LayerView;
const roleRef = { instance: 'dns', role: 'server' };
const at = (target: Partial<Extract<Diagnostic['target'], { kind: 'role' }>>): Diagnostic => ({
  code: 'settings/type',
  severity: 'error',
  message: JSON.stringify(target),
  target: { kind: 'role', ...roleRef, ...target },
});

it('gives each finding to the nearest field of the shown layer', () => {
  const item = at({ setting: ['hosts', 2] });
  const deeper = at({ setting: ['hosts', 0, 'unknown'] });
  const elsewhere = at({ layer: { kind: 'machine', machine: 'athena' }, setting: ['hosts'] });
  const unknown = at({ setting: ['nothing'] });
  const other = at({ instance: 'other', setting: ['hosts'] });
  const { byPath, general } = fieldErrors(roleRef, root, layer, [item, deeper, elsewhere, unknown, other]);
  expect([...byPath]).toEqual([
    ['["hosts",2]', [item]],
    ['["hosts",0]', [deeper]],
  ]);
  expect(general).toEqual([unknown]);
});

it('shows findings about unknown keys at the key', () => {
  const unknown = at({ setting: ['extra', 'inner'] });
  const { byPath } = fieldErrors(roleRef, root, { ...layer, value: { extra: { inner: 1 } } }, [unknown]);
  expect([...byPath]).toEqual([['["extra"]', [unknown]]]);
});

it('leaves out what everybody sees', () => {
  const message =
    "The option `self-dns.instances.dns.roles.server.machines.a.settings.extra' does not exist. Definition values:\n- In `x'";
  expect(settingMessage({ code: '', severity: 'error', message })).toBe(
    "The option “extra” does not exist.\n- In `x'",
  );
});
