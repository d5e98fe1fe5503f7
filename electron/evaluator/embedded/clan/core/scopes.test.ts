import { describe, expect, test } from 'vitest';
import { NixError } from '../../nix';
import { buildScopeKey, checkScope, parseScope, splitScopeKey } from './scopes';

describe('scope keys', () => {
  test('join their parts, empty ones meaning all', () => {
    expect(buildScopeKey({ serviceName: 's', instanceName: 'i', roleName: 'r', machineName: 'm' })).toBe(
      's:i:r:m',
    );
    expect(buildScopeKey({ machineName: 'm' })).toBe(':::m');
  });

  test.each([{}, { instanceName: 'i' }, { serviceName: 'a:b' }])('are refused for %j', (scope) => {
    expect(() => buildScopeKey(scope)).toThrow(NixError);
  });

  test('with a colon in a long part pass, as they do in clan', () => {
    expect(buildScopeKey({ serviceName: 'ab:cd' })).toBe('ab:cd:::');
    expect(splitScopeKey('ab:cd:::')).toBeUndefined();
    expect(() => parseScope('ab:cd:::')).toThrow(/invalid scope string format/);
  });

  test('are checked part by part, service first', () => {
    expect(() => checkScope({ serviceName: 's', machineName: 'm' }, 's:i:r:m')).not.toThrow();
    expect(() => checkScope({ serviceName: 'x', machineName: 'y' }, 's:i:r:m')).toThrow(
      /incorrect service name/,
    );
    expect(() => checkScope({ machineName: 'y' }, 's:i:r:m')).toThrow(/incorrect machine name/);
    expect(() => checkScope({ machineName: 'y', whitelist: ['s:i:r:m'] }, 's:i:r:m')).not.toThrow();
    expect(() => checkScope({}, 'malformed')).not.toThrow();
  });
});
