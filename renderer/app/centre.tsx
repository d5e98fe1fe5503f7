import { Graph } from '../graph';
import { useView } from '../state';
import { Table } from '../table';

/** Who does what: as a graph or as a table. */
export function Centre() {
  const centre = useView((view) => view.centre);
  return centre === 'graph' ? <Graph /> : <Table />;
}
