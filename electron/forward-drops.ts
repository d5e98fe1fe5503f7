/** The part of the preload script that tells main which folder was dropped onto the window. */

/** What is looked at of a drop. */
export interface DropEvent<DroppedFile> {
  readonly isTrusted: boolean;
  readonly dataTransfer: { readonly files: ArrayLike<DroppedFile> } | null;
}

/** The page's window, as far as drops go. */
export interface DropTarget<DroppedFile> {
  addEventListener(
    name: 'drop',
    listener: (event: DropEvent<DroppedFile>) => void,
    options: { readonly capture: true },
  ): void;
}

/**
 * Sends the path of the first thing that the user drops. An event that a script made is not trusted, and of a file that
 * a script made `pathOf` knows no path: so content of the page cannot name one.
 */
export function forwardDrops<DroppedFile>(
  target: DropTarget<DroppedFile>,
  pathOf: (file: DroppedFile) => string,
  send: (path: string) => void,
): void {
  target.addEventListener(
    'drop',
    ({ isTrusted, dataTransfer }) => {
      const file = dataTransfer?.files[0];
      const path = isTrusted && file !== undefined ? pathOf(file) : '';
      if (path !== '') send(path);
    },
    { capture: true },
  );
}
