import { useEffect, useState } from 'react';
import type { NodePositions } from '../../shared/contract';
import { useActions } from '../state';
import type { FlowNode } from './flow';

const nothing: NodePositions = {};

/** Where the user put nodes by hand: kept by main outside of the clan, so that the document never gets dirty. */
export function useMovedNodes(clanId: string) {
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
    keep: (moved: readonly FlowNode[]) => {
      const entries = moved.map(({ id, position }) => {
        return [id, { x: Math.round(position.x), y: Math.round(position.y) }] as const;
      });
      replace({ ...positions, ...Object.fromEntries(entries) });
    },
    forget: () => replace(nothing),
  };
}
