import { useEffect, useMemo } from 'react';
import type { PreviewNode } from '../../shared/clan/evaluation';
import { levelKey, useActions, useEvaluation } from '../state';
import { withLevels, type FindLevel } from './levels';
import type { TreeLine } from './tree';

/** The tree with the parts of it that were looked into, and how to find out what became of one. */
export function useLevels(
  machine: string,
  root: PreviewNode,
): { readonly whole: PreviewNode; readonly findLevel: FindLevel } {
  const levels = useEvaluation((slice) => slice.levels);
  return useMemo(() => {
    const findLevel: FindLevel = (path) => levels.get(levelKey(machine, path));
    return { whole: withLevels(root, findLevel), findLevel };
  }, [machine, root, levels]);
}

/** Asks for what is open and was left out: when it is opened, and again with every new result. */
export function useLoadOpenLevels(machine: string, lines: readonly TreeLine[], findLevel: FindLevel): void {
  const { loadLevel } = useActions();
  const round = useEvaluation((slice) => slice.previewRound);
  useEffect(() => {
    for (const { node, isOpen, path } of lines) {
      const isAsked = findLevel(path)?.round === round;
      if (isOpen && node.isPartial === true && !isAsked) void loadLevel(machine, path);
    }
  }, [machine, lines, findLevel, loadLevel, round]);
}
