import type { FileType, NixIo } from '../../nix';

/** A disk that holds the given files (absolute path to text) and the folders that they imply. */
export function memoryIo(
  files: Readonly<Record<string, string>>,
  trace: (message: string) => void = () => undefined,
): NixIo {
  const paths = Object.keys(files);
  const isFolder = (path: string): boolean =>
    path === '/' || paths.some((file) => file.startsWith(`${path}/`));
  const typeAt = (path: string): FileType | undefined =>
    files[path] !== undefined ? 'regular' : isFolder(path) ? 'directory' : undefined;
  return {
    readFile: (path) => files[path],
    readDir: (path) => {
      if (!isFolder(path)) return undefined;
      const prefix = path === '/' ? '/' : `${path}/`;
      const names = paths
        .filter((file) => file.startsWith(prefix))
        .map((file) => file.slice(prefix.length).split('/')[0] ?? '');
      return new Map(names.map((name) => [name, typeAt(prefix + name) ?? 'unknown']));
    },
    fileType: typeAt,
    realPath: (path) => (typeAt(path) === undefined ? undefined : path),
    getEnv: () => '',
    currentTime: 1_700_000_000,
    currentSystem: 'x86_64-linux',
    trace,
  };
}
