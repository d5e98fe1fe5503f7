import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A folder of its own for each test, with an awkward name. */
export interface TemporaryFolder {
  readonly base: string;
  /** Writes a file below the folder and answers with its path. */
  file(name: string, content?: string | Uint8Array): string;
  /** Runs as a user without rights, because tests may run as root, whom nothing stops. */
  asNobody<T>(action: () => Promise<T>): Promise<T>;
}

export function useTemporaryFolder(): TemporaryFolder {
  let base = '';
  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'clän dir ')));
  });
  afterEach(() => {
    rmSync(base, { recursive: true, force: true });
  });
  return {
    get base() {
      return base;
    },
    file(name, content = '') {
      const path = join(base, name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    async asNobody(action) {
      if (process.getuid?.() !== 0) return action();
      chmodSync(base, 0o755);
      process.setegid?.(65534);
      process.seteuid?.(65534);
      try {
        return await action();
      } finally {
        process.seteuid?.(0);
        process.setegid?.(0);
      }
    },
  };
}
