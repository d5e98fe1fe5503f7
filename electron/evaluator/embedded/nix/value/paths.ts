/** Makes an absolute path plain: no `.`, no `..`, no doubled or trailing slash. `..` at the root stays there. */
export function normalizePath(path: string): string {
  if (!/\/\/|\/\.|\/$/.test(path)) return path === '' ? '/' : path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** An absolute path from a text that may be relative to a folder. */
export function resolvePath(baseDir: string, text: string): string {
  return normalizePath(text.startsWith('/') ? text : `${baseDir}/${text}`);
}

/** Where the path literals of a text start. */
export interface PathPlace {
  /** The folder of relative paths. */
  readonly baseDir: string;
  /** What `~` means. */
  readonly homeDir: string;
}

/**
 * The absolute path that a path literal (or the literal start of one) stands for; a slash at its end stays. Below `~`
 * Nix leaves dots as they are.
 */
export function expandPathLiteral(text: string, place: PathPlace): string {
  if (text.startsWith('~')) return place.homeDir + text.slice(1);
  const plain = normalizePath(resolveFrom(place.baseDir, text));
  return text.endsWith('/') && plain !== '/' ? `${plain}/` : plain;
}

function resolveFrom(baseDir: string, text: string): string {
  return text.startsWith('/') ? text : `${baseDir}/${text}`;
}

/** The folder of a path: the text before the last slash (or slashes); `.` without any. */
export function dirOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  const folder = path.slice(0, slash).replace(/\/+$/, '');
  return folder === '' ? path.slice(0, slash + 1) : folder;
}

/** The last part of a path, a trailing slash ignored. */
export function baseNameOf(path: string): string {
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  const slash = path.lastIndexOf('/', end - 1);
  return path.slice(slash + 1, end);
}
