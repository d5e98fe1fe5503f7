/**
 * Scope keys of exports: `SERVICE:INSTANCE:ROLE:MACHINE`, an empty part meaning "all" (clan-semantics 6). The checks
 * are those of clan's library, gaps included: configurations that pass there have to pass here.
 */
import { NixError } from '../../nix';

/** The parts of a scope key. */
export interface Scope {
  readonly serviceName: string;
  readonly instanceName: string;
  readonly roleName: string;
  readonly machineName: string;
}

/** The names of the parts, in the order of the key. */
export const scopeParts = ['serviceName', 'instanceName', 'roleName', 'machineName'] as const;

/** The key of a scope. Throws when it names neither a service nor a machine, or a part has a colon. */
export function buildScopeKey(scope: Partial<Scope>): string {
  const parts = scopeParts.map((part) => scope[part] ?? '');
  if (parts.every((part) => part === '')) {
    throw new NixError('throw', 'buildScopeKey: Global exports (":::") are not yet supported.\n');
  }
  if (parts[0] === '' && parts[3] === '') {
    throw new NixError(
      'throw',
      "buildScopeKey requires at least 'serviceName' or 'machineName': a scope belongs to a service or to a machine.\n",
    );
  }
  for (const part of parts) {
    // Clan looks for a colon with at most one character on each side only; longer parts pass.
    if (/^.?:.?$/su.test(part)) {
      throw new NixError('throw', `mkExportsScope: ${part} cannot contain the ":" character\n`);
    }
  }
  return parts.join(':');
}

/** The parts of a key; undefined when there are not exactly four. */
export function splitScopeKey(key: string): Scope | undefined {
  const [serviceName, instanceName, roleName, machineName, ...rest] = key.split(':');
  if (serviceName === undefined || instanceName === undefined || roleName === undefined) return undefined;
  if (machineName === undefined || rest.length > 0) return undefined;
  return { serviceName, instanceName, roleName, machineName };
}

/** The parts of a key. Throws when there are not exactly four. */
export function parseScope(key: string): Scope {
  const scope = splitScopeKey(key);
  if (scope !== undefined) return scope;
  throw new NixError(
    'throw',
    `parseScope: invalid scope string format.\nGot '${key}'\n\nUse the 'mkExports' argument or buildScopeKey to make keys.\n`,
  );
}

const partNames: Readonly<Record<keyof Scope, string>> = {
  serviceName: 'service name',
  instanceName: 'instance name',
  roleName: 'role name',
  machineName: 'machine name',
};

/** What a key has to match. */
export interface ScopeConstraint extends Partial<Scope> {
  readonly whitelist?: readonly string[];
  readonly errorDetails?: string;
}

/** Throws when a key is outside what its author may export to. */
export function checkScope(constraint: ScopeConstraint, key: string): void {
  if (constraint.whitelist?.includes(key) === true) return;
  for (const part of scopeParts) {
    const expected = constraint[part] ?? '';
    if (expected === '' || parseScope(key)[part] === expected) continue;
    throw new NixError(
      'throw',
      `Export scope mismatch: incorrect ${partNames[part]}\n\nScope key: "${key}"\nExpected: "${expectedKey(part, expected)}"\n\n${constraint.errorDetails ?? ''}\n`,
    );
  }
}

function expectedKey(part: keyof Scope, expected: string): string {
  if (part === 'serviceName') return `${expected}:...`;
  return part === 'machineName' ? `:...:${expected}` : `:...:${expected}:...`;
}
