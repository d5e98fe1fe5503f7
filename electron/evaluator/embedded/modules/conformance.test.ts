import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTopic, topicsOf } from './testing/run-cases';

const folder = resolve(import.meta.dirname, '../../../../../shared/conformance/lib');
const pendingFile = resolve(import.meta.dirname, 'testdata/conformance-pending.json');

/** Cases that do not agree yet, as `topic/case`. One that agrees must leave the list, so that it cannot break again. */
const pending = new Set(JSON.parse(readFileSync(pendingFile, 'utf8')) as readonly string[]);

/** Clan's own library stands above this folder, so cases about it run there. */
const needsClanLib = (name: string): boolean => /^(clan-lib|jsonschema)\/|^introspection\/clan-/.test(name);

describe.skipIf(!existsSync(folder))(
  'conformance cases of lib and the module system (skipped without the cases)',
  () => {
    let agreed = 0;
    let total = 0;

    it.each(existsSync(folder) ? topicsOf(folder) : [])('%s', (topic) => {
      const results = runTopic(folder, topic, () => null).filter(({ name }) => !needsClanLib(name));
      agreed += results.filter(({ agrees }) => agrees).length;
      total += results.length;
      const broken = results.filter(({ name, agrees }) => !agrees && !pending.has(name));
      const mended = results.filter(({ name, agrees }) => agrees && pending.has(name));
      expect(broken).toEqual([]);
      expect(mended.map(({ name }) => name)).toEqual([]);
    });

    it('counts', () => {
      console.info(`${agreed} of ${total} cases of lib and the module system agree`);
      expect(agreed).toBeGreaterThanOrEqual(total - pending.size);
    });
  },
);
