/** Paths with forward slashes, as Nix writes them on every platform. Pure string work, no disk. */

/** Resolves `.` and `..` and doubled slashes of an absolute path; `..` at the root stays at the root. */
export function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return '/' + parts.join('/');
}

/** The path of `relative` seen from the directory `base`; an absolute `relative` stands for itself. */
export function joinPath(base: string, relative: string): string {
  return normalizePath(relative.startsWith('/') ? relative : `${base}/${relative}`);
}

/** The directory a file is in; `/` for the root. */
export function dirName(path: string): string {
  const index = path.lastIndexOf('/');
  return index <= 0 ? '/' : path.slice(0, index);
}

/** The last part of a path. */
export function baseName(path: string): string {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** Whether `path` is `directory` or lies below it. Both normalised. */
export function isInside(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : directory + '/');
}

/** `path` as seen from `directory` when it lies inside, else unchanged. `directory` itself becomes `.`. */
export function relativeTo(path: string, directory: string): string {
  if (path === directory) return '.';
  return isInside(path, directory) ? path.slice(directory === '/' ? 1 : directory.length + 1) : path;
}
