/** A machine's configuration as the window shows it, marked against the saved state. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { ok } from '../../../shared/base/result';
import type { MachinePreview, PreviewNode } from '../../../shared/clan/evaluation';
import { markTree } from '../worker';
import type { Asking } from './asking';
import type { Answer } from './flake-questions';
import { machinePlace } from './machine-place';
import { isSameAt, readMachineTree, readWholeTree } from './machine-tree';
import type { MachineTree } from './machine-tree';

/** The tree of a machine; what is deep below a wide machine is left out and asked for with {@link machineLevel}. */
export async function machinePreview(
  asking: Asking,
  saved: Asking | null,
  machine: string,
): Promise<Answer<MachinePreview>> {
  const tree = await treeOf(asking, machine, []);
  if (!tree.ok) return atMachine(tree, machine);
  const before = await savedTree(asking, saved, machine, []);
  const { root, counts } = compare(before, tree.value);
  const { diagnostics } = tree.value;
  const isWhole = root?.children?.every((node) => !hasPartial(node)) !== false;
  const deep = before === null || isWhole ? null : await wholeComparison(asking, saved, machine);
  if (deep === null) return ok({ machine, root, counts, diagnostics });
  const changed = changedPaths(deep.root, []);
  const marked = root === null ? null : withDeepMarks(root, [], changed);
  return ok({ machine, root: marked, counts: deep.counts, diagnostics });
}

/** What an edit changes may lie deeper than a wide machine is shown: everything that somebody sets is compared. */
async function wholeComparison(
  asking: Asking,
  saved: Asking | null,
  machine: string,
): Promise<ReturnType<typeof markTree> | null> {
  const whole = async (state: Asking): Promise<MachineTree | null> => {
    const place = await machinePlace(state, machine);
    const tree = place.ok ? await readWholeTree(state.questions, place.value) : place;
    return tree.ok ? tree.value : null;
  };
  const [now, before] = await Promise.all([whole(asking), saved === null ? null : whole(saved)]);
  return now === null || before === null ? null : compare(before, now);
}

function hasPartial(node: PreviewNode): boolean {
  return node.isPartial === true || node.children?.some(hasPartial) === true;
}

function changedPaths(node: PreviewNode | null, path: readonly string[]): readonly (readonly string[])[] {
  if (node === null) return [];
  const own = node.change === undefined ? [] : [path];
  return [...own, ...(node.children ?? []).flatMap((child) => changedPaths(child, [...path, child.name]))];
}

/** Marks what was not looked into and has a change inside. */
function withDeepMarks(
  node: PreviewNode,
  path: readonly string[],
  changed: readonly (readonly string[])[],
): PreviewNode {
  const inside = changed.filter((place) => path.every((name, index) => name === place[index]));
  if (inside.length === 0) return node;
  if (node.isPartial === true && node.change === undefined) {
    return { ...node, change: { kind: 'changed', was: node.text } };
  }
  if (node.children === undefined) return node;
  const children = node.children.map((child) => withDeepMarks(child, [...path, child.name], inside));
  return { ...node, children };
}

/** The tree below a path of a machine's configuration. */
export async function machineLevel(
  asking: Asking,
  saved: Asking | null,
  machine: string,
  path: readonly string[],
): Promise<Answer<PreviewNode>> {
  const tree = await treeOf(asking, machine, path);
  if (!tree.ok) return atMachine(tree, machine);
  const before = await savedTree(asking, saved, machine, path);
  return ok(compare(before, tree.value).root ?? tree.value.root);
}

async function treeOf(
  asking: Asking,
  machine: string,
  path: readonly string[],
): Promise<Answer<MachineTree>> {
  const place = await machinePlace(asking, machine);
  return place.ok ? readMachineTree(asking.questions, place.value, path) : place;
}

/** The tree to compare with; null when nothing is edited, or the saved state has none. */
async function savedTree(
  asking: Asking,
  saved: Asking | null,
  machine: string,
  path: readonly string[],
): Promise<MachineTree | null> {
  const isSame = saved?.questions.snapshot.fingerprint === asking.questions.snapshot.fingerprint;
  if (saved === null || isSame) return null;
  const tree = await treeOf(saved, machine, path);
  return tree.ok ? tree.value : null;
}

function compare(before: MachineTree | null, now: MachineTree): ReturnType<typeof markTree> {
  return markTree(
    before?.root ?? null,
    now.root,
    (path) => before === null || isSameAt(before.raw, now.raw, path),
  );
}

function atMachine<T>(answer: Answer<T>, machine: string): Answer<T> {
  if (answer.ok || answer.error === 'cancelled') return answer;
  const target = { kind: 'machine', machine } as const;
  return { ok: false, error: answer.error.map((found): Diagnostic => ({ target, ...found })) };
}
