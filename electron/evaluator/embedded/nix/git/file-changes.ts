/** Whether a tracked file is as Git last saw it. */
import type { FileStamp, NixIo } from '../io';
import { encodeUtf8 } from '../value/string-bytes';
import { gitlinkMode, type IndexEntry } from './index-file';
import { objectId } from './object-id';

type Time = FileStamp['modified'];

const symlinkMode = 0o120000;
const executableMode = 0o100755;

/**
 * Size and time decide where they are those that Git noted, as they do for Git; else the content. `indexTime` is when
 * the notes were written: a file of the same time may have changed again within it.
 */
export function isUnchanged(
  io: NixIo,
  path: string,
  entry: IndexEntry,
  indexTime: Time | undefined,
): boolean {
  if (entry.mode === gitlinkMode || entry.isAssumedUnchanged) return true;
  const type = io.fileType(path);
  if (type !== (entry.mode === symlinkMode ? 'symlink' : 'regular')) return false;
  if (type === 'regular' && (io.isExecutable?.(path) === true) !== (entry.mode === executableMode))
    return false;
  if (hasSameStamp(entry, io.fileStamp?.(path), indexTime)) return true;
  const content = type === 'symlink' ? linkContent(io, path) : io.readBytes?.(path);
  return content !== undefined && objectId('blob', content) === entry.id;
}

function linkContent(io: NixIo, path: string): Uint8Array | undefined {
  const target = io.readLink?.(path);
  return target === undefined ? undefined : encodeUtf8(target);
}

function hasSameStamp(
  { size, modified }: IndexEntry,
  stamp: FileStamp | undefined,
  indexTime: Time | undefined,
): boolean {
  if (stamp === undefined || indexTime === undefined) return false;
  // Git notes 32 bits of the size; a size of zero is its mark for files that it has to look at again.
  if (stamp.size % 2 ** 32 !== size || size === 0) return false;
  return isSameTime(stamp.modified, modified) && isBefore(modified, indexTime);
}

/** Some builds of Git note whole seconds only. */
function isSameTime(now: Time, noted: Time): boolean {
  return now.seconds === noted.seconds && (noted.nanoseconds === 0 || now.nanoseconds === noted.nanoseconds);
}

function isBefore(one: Time, two: Time): boolean {
  return one.seconds === two.seconds ? one.nanoseconds < two.nanoseconds : one.seconds < two.seconds;
}
