/** Commits of a Git repository. */
import { countSteps } from '../eval/budget';
import { decodeUtf8 } from '../value/string-bytes';
import type { GitObjects } from './objects';

/** What is needed of a commit. */
export interface Commit {
  /** The name of the tree of its files. */
  readonly tree: string;
  readonly parents: readonly string[];
  /** When it was committed, in Unix seconds. */
  readonly time: number;
}

/** A commit by name; undefined when it cannot be read. */
export function readCommit(objects: GitObjects, id: string): Commit | undefined {
  const object = objects.read(id);
  if (object?.type !== 'commit') return undefined;
  const [head = ''] = decodeUtf8(object.content).split('\n\n', 1);
  const tree = /^tree ([0-9a-f]{40})$/m.exec(head)?.[1];
  const time = /^committer .*> (\d+) [+-]\d{4}$/m.exec(head)?.[1];
  if (tree === undefined || time === undefined) return undefined;
  const parents = [...head.matchAll(/^parent ([0-9a-f]{40})$/gm)].map((match) => match[1] ?? '');
  return { tree, parents, time: Number(time) };
}

/** Reading a commit takes as long as some dozens of calls. */
const stepsPerCommit = 64;

/**
 * How many commits lead to one, itself included; undefined when one of them cannot be read. `shallow` are those whose
 * parents were left out when the repository was made. Cancellable: there can be a million.
 */
export function countCommits(
  objects: GitObjects,
  id: string,
  shallow: ReadonlySet<string>,
): number | undefined {
  const seen = new Set([id]);
  const pending = [id];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    countSteps(stepsPerCommit);
    const commit = readCommit(objects, next);
    if (commit === undefined) return undefined;
    for (const parent of shallow.has(next) ? [] : commit.parents) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      pending.push(parent);
    }
  }
  return seen.size;
}
