/** The folder that the app was started with, if any. */
import path from 'node:path';

/**
 * The first argument that is no switch, made absolute. Unpacked, the first such argument is the app itself
 * (`electron . DIR`). Chromium's own switches all begin with dashes.
 */
export function directoryArgument(argv: readonly string[], cwd: string, isPackaged: boolean): string | null {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'));
  const directory = isPackaged ? words[0] : words[1];
  return directory === undefined ? null : path.resolve(cwd, directory);
}
