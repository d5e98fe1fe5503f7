/**
 * Settings end up in git and, readable by everybody, in the Nix store. A text that looks like a secret gets a
 * warning. The rules are few and sure: a warning that is often wrong is soon not read any more.
 */
const secretNames =
  /(^|[._-])(pass(word|phrase|wd)?|secret|token|api[_-]?key|private[_-]?key|credentials?)$/i;
const harmlessNames = /(file|path|dir|directory|hash|hashed|command|name|id|url|enable|prompt)$/i;
const knownForms = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^AGE-SECRET-KEY-1/,
  /^gh[pousr]_[A-Za-z0-9]{20,}/,
  /^glpat-[\w-]{16,}/,
  /^AKIA[0-9A-Z]{16}$/,
  /^xox[abprs]-/,
];

/** Whether a text, set for the option of this name, is probably a secret. */
export function looksSecret(name: string, value: string): boolean {
  if (value.trim() === '') return false;
  if (knownForms.some((form) => form.test(value))) return true;
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2');
  const isReference = value.startsWith('/') || value.startsWith('$');
  return secretNames.test(spaced) && !harmlessNames.test(spaced) && !isReference;
}
