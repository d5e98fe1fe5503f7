import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTopic, topicsOf } from './testing/run-cases';

const folder = resolve(import.meta.dirname, 'testdata/cases');

/** Our own cases. The expected results were made by nixpkgs' `lib` on Nix 2.26, as those of the conformance cases. */
describe('cases of lib and the module system', () => {
  it.each(topicsOf(folder))('%s', (topic) => {
    const results = runTopic(folder, topic, () => null);
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter(({ agrees }) => !agrees)).toEqual([]);
  });
});
