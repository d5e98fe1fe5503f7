import { Skeleton } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { filterCount, useActions, useClan, useView } from '../state';
import { EmptyState } from '../ui';
import { buildMatrix } from './matrix';
import { MatrixGrid } from './matrix-grid';
import classes from './table.module.css';

/** The graph's twin: every machine and every role, the same selection and the same actions. */
export function Table() {
  const clan = useClan();
  const filter = useView((view) => view.filter);
  const grouping = useView((view) => view.grouping);
  const matrix = useMemo(
    () => (clan === null ? null : buildMatrix(clan, filter, grouping)),
    [clan, filter, grouping],
  );
  if (matrix === null) {
    return (
      <div className={classes.pane} role="status" aria-label="Evaluating the clan">
        <Skeleton height={240} radius={10} />
      </div>
    );
  }
  return (
    <div className={classes.pane}>
      {matrix.columns.length === 0 || matrix.machineCount === 0 ? (
        <NothingToShow />
      ) : (
        <MatrixGrid matrix={matrix} />
      )}
    </div>
  );
}

function NothingToShow() {
  const isFiltered = useView((view) => filterCount(view.filter) > 0);
  const { clearFilter } = useActions();
  return (
    <EmptyState
      icon={<IconFilterOff size={20} />}
      title={isFiltered ? 'The filter hides everything' : 'Nothing to assign yet'}
      actions={
        isFiltered ? (
          <button type="button" className={classes.link} onClick={clearFilter}>
            Clear the filter
          </button>
        ) : undefined
      }
    >
      {isFiltered ? undefined : 'The table shows machines and roles as soon as there are both.'}
    </EmptyState>
  );
}
