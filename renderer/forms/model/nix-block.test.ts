import { expect, it } from 'vitest';
import { nixDefinition } from './nix-block';

it('writes settings the way people do', () => {
  const settings = {
    keep: { daily: 7 },
    folders: ['/home', '/srv'],
    'odd.name': '${x}',
    none: [],
    hosts: [{ a: null }],
    low: [-1, 2],
  };
  expect(nixDefinition(['inventory', 'instances', 'my backup', 'settings'], settings)).toBe(
    [
      'inventory.instances."my backup".settings = {',
      '  keep = {',
      '    daily = 7;',
      '  };',
      '  folders = [ "/home" "/srv" ];',
      '  "odd.name" = "\\${x}";',
      '  none = [ ];',
      '  hosts = [',
      '    {',
      '      a = null;',
      '    }',
      '  ];',
      '  low = [ (-1) 2 ];',
      '};',
    ].join('\n'),
  );
});
