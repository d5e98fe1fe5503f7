import { useEffect, useState } from 'react';
import type { NodePositions } from '../../shared/contract';
import { useActions } from '../state';

const nothing: NodePositions = {};

export interface MovedNodes {
  readonly positions: NodePositions;
  readonly hasMoved: boolean;
  keep(node: string, position: NodePositions[string]): void;
  /** Back to the automatic layout. */
  forget(): void;
}

/** Where the user put nodes by hand: kept by main outside of the clan, so that the document never gets dirty. */
export function useMovedNodes(clanId: string): MovedNodes {
  const { loadLayout, saveLayout } = useActions();
  const [state, setState] = useState<{ readonly clanId: string; readonly positions: NodePositions }>({
    clanId,
    positions: nothing,
  });
  useEffect(() => {
    let isWanted = true;
    void loadLayout().then((positions) => {
      if (isWanted) setState({ clanId, positions });
    });
    return () => {
      isWanted = false;
    };
  }, [clanId, loadLayout]);

  const positions = state.clanId === clanId ? state.positions : nothing;
  const replace = (next: NodePositions) => {
    setState({ clanId, positions: next });
    void saveLayout(next);
  };
  return {
    positions,
    hasMoved: Object.keys(positions).length > 0,
    keep: (node, { x, y }) => replace({ ...positions, [node]: { x: Math.round(x), y: Math.round(y) } }),
    forget: () => replace(nothing),
  };
}
