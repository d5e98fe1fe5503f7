import type { Diagnostic, SourceSpan } from '../../shared/base/diagnostic';

/** Everything that can go wrong with the user's folder, its file and its repository. */
export type DirectoryErrorCode =
  | 'directory.not-found'
  | 'directory.not-a-folder'
  | 'directory.not-a-clan'
  | 'directory.unreadable'
  | 'directory.watch-failed'
  | 'directory.watch-partial'
  | 'directory.machine-link'
  | 'inventory.malformed'
  | 'inventory.not-an-object'
  | 'inventory.not-text'
  | 'inventory.unreadable'
  | 'inventory.too-large'
  | 'inventory.duplicate-key'
  | 'inventory.read-only'
  | 'inventory.not-a-file'
  | 'inventory.changed-on-disk'
  | 'inventory.write-failed'
  | 'git.unavailable'
  | 'git.failed'
  | 'git.timeout'
  | 'git.locked'
  | 'git.untracked'
  | 'git.ignored'
  | 'git.refused-path';

/** A finding about the directory, in the shape of all diagnostics. */
export function directoryError(
  code: DirectoryErrorCode,
  message: string,
  options: { hint?: string; span?: SourceSpan; severity?: Diagnostic['severity'] } = {},
): Diagnostic {
  return {
    code,
    severity: options.severity ?? 'error',
    message,
    target: { kind: 'clan' },
    ...(options.hint === undefined ? {} : { hint: options.hint }),
    ...(options.span === undefined ? {} : { span: options.span }),
  };
}

/** The code of a failed system call; empty for anything else. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What a failed system call means, as the end of a sentence. */
export function systemErrorReason(error: unknown): string {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission is missing',
    EPERM: 'permission is missing',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    ENOENT: 'it is not there',
    ENOTDIR: 'a part of its path is not a folder',
    EISDIR: 'it is a folder',
    ELOOP: 'its links lead in a circle',
    EBUSY: 'another program holds it',
    EMFILE: 'too many files are open',
    EIO: 'the disk failed',
  };
  const code = systemErrorCode(error);
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
