/** What Clan says about names of machines and about keys that mean something to its module system. */

const hostName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;

/** Why a new machine cannot have this name (one sentence), or null. Clan's own `create` asks for a host name. */
export function machineNameProblem(name: string): string | null {
  if (name === '') return 'A machine needs a name.';
  if (name.length > 63) return 'A machine name is a host name: at most 63 characters.';
  if (!hostName.test(name)) {
    return 'A machine name is a host name: letters, digits and inner hyphens only.';
  }
  return null;
}

/** Why a new instance cannot have this name (one sentence), or null. */
export function instanceNameProblem(name: string): string | null {
  if (name.trim() === '') return 'An instance needs a name.';
  if (name !== name.trim()) return 'An instance name cannot begin or end with a space.';
  if (hasControlCharacter(name)) return 'An instance name cannot hold control characters.';
  return null;
}

/** Why a new tag cannot have this name (one sentence), or null. */
export function tagNameProblem(name: string): string | null {
  if (name.trim() === '') return 'A tag needs a name.';
  if (name !== name.trim()) return 'A tag cannot begin or end with a space.';
  if (hasControlCharacter(name)) return 'A tag cannot hold control characters.';
  return null;
}

function hasControlCharacter(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  return /[\u0000-\u001f\u007f]/.test(text);
}

const structuralSettingsKeys: ReadonlySet<string> = new Set([
  'key',
  'config',
  'options',
  'require',
  'disabledModules',
  '_class',
  'freeformType',
  '_module',
  '_file',
  'imports',
]);

/**
 * Whether a top-level key of settings has a meaning of its own to the module system, so that it cannot be a setting
 * (clan-semantics 3.5). Deeper keys are plain data.
 */
export function isStructuralSettingsKey(key: string): boolean {
  return structuralSettingsKeys.has(key);
}
