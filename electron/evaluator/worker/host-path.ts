/** Nix writes paths with forward slashes on every platform; Windows drives become the first folder: `/C:/clan`. */
import path from 'node:path';

/** The absolute path of the operating system as Nix writes it. */
export function toNixPath(hostPath: string): string {
  const absolute = path.resolve(hostPath);
  if (path.sep === '/') return absolute;
  const forward = absolute.replaceAll(path.sep, '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}

/** The way back. */
export function fromNixPath(nixPath: string): string {
  if (path.sep === '/') return nixPath;
  return /^\/[A-Za-z]:/.test(nixPath) ? path.normalize(nixPath.slice(1)) : path.normalize(nixPath);
}
