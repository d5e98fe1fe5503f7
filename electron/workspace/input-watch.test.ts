import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { clanDirectoryAt } from '../clan-directory';
import { ClanFixture } from './testing/clan-fixture';
import type { Workspace } from './workspace';

interface Watched {
  readonly folders: readonly string[];
  readonly change: (paths: readonly string[]) => void;
  readonly fail: (diagnostic: Diagnostic) => void;
  isClosed: boolean;
}

let fixture: ClanFixture;
let watched: Watched[];
let folders: readonly string[];
beforeEach(() => {
  fixture = new ClanFixture();
  watched = [];
  folders = ['/checkouts/community'];
});
afterEach(() => fixture.remove());

function open(): Promise<Workspace> {
  const clanDirectory = clanDirectoryAt(fixture.clan, {
    watchInputs: (_root, of, change, fail) => {
      const entry: Watched = { folders: of, change, fail, isClosed: false };
      watched.push(entry);
      return {
        ready: Promise.resolve(),
        close: () => {
          entry.isClosed = true;
          return Promise.resolve();
        },
      };
    },
  });
  return fixture.open({ clanDirectory, inputFolders: () => folders });
}

const partial: Diagnostic = { code: 'directory.watch-partial', severity: 'info', message: 'Too large.' };

it('a change in the folder of an input is evaluated', async () => {
  const workspace = await open();
  const count = fixture.evaluator.inputs.length;
  watched[0]?.change(['/checkouts/community/flake.nix']);
  await workspace.settled();
  expect(fixture.evaluator.inputs).toHaveLength(count + 1);
  expect(fixture.evaluator.inputs.at(-1)?.changedPaths).toEqual(['/checkouts/community/flake.nix']);
});

it('other folders are watched in the place of the old ones, the same ones go on', async () => {
  const workspace = await open();
  workspace.reevaluate();
  expect(watched.map((entry) => entry.folders)).toEqual([['/checkouts/community']]);
  folders = ['/checkouts/other'];
  workspace.reevaluate();
  expect(watched.map((entry) => [entry.folders[0], entry.isClosed])).toEqual([
    ['/checkouts/community', true],
    ['/checkouts/other', false],
  ]);
  folders = [];
  workspace.reevaluate();
  expect(watched.map((entry) => entry.isClosed)).toEqual([true, true]);
});

it('what is not noticed is told until other folders are watched', async () => {
  const workspace = await open();
  watched[0]?.fail(partial);
  expect(workspace.state.directoryDiagnostics).toContainEqual(partial);
  folders = ['/checkouts/other'];
  workspace.reevaluate();
  watched[0]?.fail(partial);
  expect(workspace.state.directoryDiagnostics).not.toContainEqual(partial);
});

it('closing the clan ends the watch, and nothing starts another', async () => {
  const workspace = await open();
  await workspace.dispose();
  folders = ['/checkouts/other'];
  workspace.reevaluate();
  expect(watched.map((entry) => entry.isClosed)).toEqual([true]);
});
