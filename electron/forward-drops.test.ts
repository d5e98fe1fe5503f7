import { expect, test, vi } from 'vitest';
import { requestChannels } from '../shared/contract';
import { droppedFolderChannel } from '../shared/contract/dropped-folder';
import { forwardDrops } from './forward-drops';
import type { DropEvent } from './forward-drops';

/** A window whose drops are let go by hand; files are known by their paths, those of scripts have none. */
function setUp() {
  const send = vi.fn();
  let drop: ((event: DropEvent<string>) => void) | undefined;
  forwardDrops<string>(
    { addEventListener: (_name, listener) => void (drop = listener) },
    (file) => file,
    send,
  );
  return { send, drop: (event: DropEvent<string>) => drop?.(event) };
}

test('the folder that the user drops is told, the first of several', () => {
  const { send, drop } = setUp();
  drop({ isTrusted: true, dataTransfer: { files: ['/clans/home', '/clans/office'] } });
  expect(send).toHaveBeenCalledExactlyOnceWith('/clans/home');
});

test.each<[string, DropEvent<string>]>([
  ['a drop that a script made', { isTrusted: false, dataTransfer: { files: ['/clans/home'] } }],
  ['a file that a script made', { isTrusted: true, dataTransfer: { files: [''] } }],
  ['a dropped text', { isTrusted: true, dataTransfer: { files: [] } }],
  ['a drop of nothing', { isTrusted: true, dataTransfer: null }],
])('%s is not', (_what, event) => {
  const { send, drop } = setUp();
  drop(event);
  expect(send).not.toHaveBeenCalled();
});

test('the page has no way to ask for a path to be opened', () => {
  expect(requestChannels).not.toContain(droppedFolderChannel);
});
