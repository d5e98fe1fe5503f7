import { Graph } from '../graph';
import { useView } from '../state';
import { Table } from '../table';
import { CentreToolbar } from './centre-toolbar';
import classes from './centre.module.css';

/** Who does what: as a graph or as a table, under the same toolbar. */
export function Centre() {
  const centre = useView((view) => view.centre);
  return (
    <div className={classes.centre}>
      {centre === 'graph' ? <Graph /> : <Table />}
      <CentreToolbar />
    </div>
  );
}
