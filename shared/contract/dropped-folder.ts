/**
 * A folder dropped onto Electron's window. Not one of the requests: the page can neither ask for it nor name a path. Only
 * the preload script sends it, with what Electron says of a file that the user really dropped.
 */
import { z } from 'zod';

/** The channel between preload and main. */
export const droppedFolderChannel = 'native:open-dropped';

export interface DroppedFolder {
  /** Absolute; a file stands for the folder that it lies in. */
  readonly path: string;
}

/** Checks what arrives in main. */
export const droppedFolderSchema: z.ZodType<DroppedFolder> = z.strictObject({
  path: z.string().min(1).max(4_096),
});
