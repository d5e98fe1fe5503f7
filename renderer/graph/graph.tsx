import { ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import { useClan, useDiagnostics, problemsByNode, useView } from '../state';
import { EmptyGraph } from './empty-graph';
import { GraphCanvas } from './graph-canvas';
import { usePlaces } from './layout/use-places';
import { projectGraph } from './project';

/** Machines, tags and instances with their roles; what is assigned to what, from left to right. */
export function Graph() {
  const clan = useClan();
  const filter = useView((view) => view.filter);
  const grouping = useView((view) => view.grouping);
  const foldedGroups = useView((view) => view.foldedGroups);
  const diagnostics = useDiagnostics();
  const wantedTag = useView(({ selection }) => (selection.kind === 'tag' ? selection.tag : null));
  const model = useMemo(
    () => (clan === null ? null : projectGraph(clan, { filter, grouping, foldedGroups, wantedTag })),
    [clan, filter, grouping, foldedGroups, wantedTag],
  );
  const problems = useMemo(() => problemsByNode(diagnostics), [diagnostics]);
  const places = usePlaces(model);
  if (model === null || clan === null || places === null) return <EmptyGraph clan={clan} />;
  const isEmpty = model.fleet.length === 0 || model.instances.length === 0;
  return (
    <ReactFlowProvider>
      <GraphCanvas model={model} places={places} problems={problems} />
      {isEmpty && <EmptyGraph clan={clan} />}
    </ReactFlowProvider>
  );
}
