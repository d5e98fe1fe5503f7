import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../nix';
import { settingsReadAt } from './settings-references';

/** The settings that the attribute `here` reads. */
function readBy(text: string): readonly string[] {
  const source = new SourceFile('/service.nix', text);
  const start = text.indexOf('here');
  const span = { source, start, end: start + 'here'.length };
  return settingsReadAt(span).map((path) => path.join('.'));
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['a setting', '{ settings, ... }: { here = settings.port; }', ['port']],
  ['settings in text', '{ here = "${settings.host}:${toString settings.port}"; }', ['host', 'port']],
  ['a nested path up to what is computed', '{ here = settings.repos.${name}.path; }', ['repos']],
  [
    'names bound around it',
    'let root = settings.directory; dir = root + "/x"; in { here = dir; }',
    ['directory'],
  ],
  ['an alias', 'let cfg = settings; web = cfg.web; in { here = web.port; }', ['web.port']],
  ['an inherited name', '{ inherit (settings) here; }', ['here']],
  ['a name inherited by let', 'let inherit (settings.web) port; in { here = port; }', ['web.port']],
  ['a recursive set', 'rec { a = settings.x; here = a; }', ['x']],
  ['extended settings', 'let s = extendSettings { }; in { here = s.listen; }', ['listen']],
  ['each setting once', '{ here = settings.a + settings.b + settings.a; }', ['a', 'b']],
  ['a nested attribute', '{ here.inner.deep = settings.a; }', ['a']],
  ['another `settings`', 'let settings = { a = 1; }; in { here = settings.a; }', []],
  ['names that stand for each other', 'let a = b; b = a; in { here = a.x; }', []],
  [
    'what a function is mapped over',
    '{ settings, ... }: { x = lib.mapAttrs (name: peer: { here = peer.port; }) settings.peers; }',
    ['peers'],
  ],
  ['what lies around that', 'map (a: map (b: { here = a.x; }) other) settings.all', ['all']],
  ['not what else a function gets', '{ settings, machine, ... }: { here = machine.name; }', []],
  ['nothing', '{ here = 1; }', []],
];

describe('settings that an attribute reads', () => {
  test.each(cases)('%s', (_name, text, expected) => {
    expect(readBy(text)).toEqual(expected);
  });

  test('are none where nothing is written', () => {
    const source = new SourceFile('/service.nix', '{ a = settings.a; }');
    expect(settingsReadAt({ source, start: 0, end: 1 })).toEqual([]);
  });
});
