import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of a file as Nix reads them, or rather their text. */
export interface NixFile {
  readonly path: string;
  readonly text: string;
}

/** Every `.nix` file below a folder, sorted; none when there is no such folder. */
export function nixFilesBelow(folder: string): readonly NixFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.nix'))
    .sort()
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
}

const repository = join(import.meta.dirname, '../../../../..');

/** The language cases, the examples, and the conformance cases where they lie beside the repository. */
export function corpus(): readonly NixFile[] {
  return [
    join(repository, 'electron/evaluator/embedded'),
    join(repository, 'assets/examples'),
    join(repository, '../shared/conformance'),
  ].flatMap(nixFilesBelow);
}
