import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkspaceState } from '../../../shared/contract';
import { createWorkspace } from '../workspace';
import type { Workspace, WorkspaceOptions } from '../workspace';
import { FakeEvaluator } from './fake-evaluator';

/** The text that most tests start from, written as people write it. */
export const sampleInventory = `{
  "machines": {
    "athena": { "tags": ["server"] },
    "echo": {}
  },
  "instances": {
    "backup": {
      "module": { "name": "backup", "input": "self" },
      "roles": {
        "client": {
          "machines": { "athena": {} }
        },
        "server": { "machines": {}, "settings": { "directory": "/srv" } }
      }
    }
  }
}
`;

/** A clan folder and an app-data folder of its own, in a temporary place with an awkward name. */
export class ClanFixture {
  readonly base = realpathSync(mkdtempSync(join(tmpdir(), 'clän “test” ')));
  readonly clan = join(this.base, 'my clan');
  readonly appData = join(this.base, 'data');
  readonly inventory = join(this.clan, 'inventory.json');
  readonly evaluator = new FakeEvaluator();
  readonly published: WorkspaceState[] = [];
  readonly #opened: Workspace[] = [];

  constructor(inventory: string | null = sampleInventory) {
    mkdirSync(this.clan);
    writeFileSync(join(this.clan, 'flake.nix'), '{ outputs = _: { }; }\n');
    if (inventory !== null) this.write(inventory);
  }

  write(text: string): void {
    writeFileSync(this.inventory, text);
  }

  read(): string {
    return readFileSync(this.inventory, 'utf8');
  }

  /** Runs git in the clan, with an identity and without the user's configuration. */
  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.clan, encoding: 'utf8', stdio: 'pipe', env: gitIdentity() });
  }

  initGit(): void {
    this.git('init', '-q', '-b', 'main');
    this.git('config', 'user.name', 'Test');
    this.git('config', 'user.email', 'test@example.org');
    this.git('add', '.');
    this.git('commit', '-q', '-m', 'start');
  }

  async open(options: Partial<WorkspaceOptions> = {}): Promise<Workspace> {
    const workspace = await createWorkspace({
      directory: this.clan,
      appData: this.appData,
      evaluator: this.evaluator,
      onWorkspace: (state) => this.published.push(state),
      ...options,
    });
    this.#opened.push(workspace);
    await workspace.settled();
    return workspace;
  }

  async remove(): Promise<void> {
    for (const workspace of this.#opened) await workspace.dispose();
    rmSync(this.base, { recursive: true, force: true });
  }
}

function gitIdentity(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(kept), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
}

/** Waits until a condition holds, for things that other programs and the file system bring about. */
export async function until(isTrue: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`did not happen in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
