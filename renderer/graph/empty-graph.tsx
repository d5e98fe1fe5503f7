import { Button, Skeleton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconFilterOff,
  IconPlus,
  IconServer2,
  IconTopologyStar3,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ClanEvaluation } from '../../shared/clan/evaluation';
import { filterCount, useActions, useEvaluation, useView } from '../state';
import { EmptyState } from '../ui';
import classes from './graph.module.css';

/** What the graph shows when it has nothing, or not enough, to show. */
export function EmptyGraph({ clan }: { readonly clan: ClanEvaluation | null }) {
  const status = useEvaluation((slice) => slice.state.status);
  const isFiltered = useView((view) => filterCount(view.filter) > 0);
  if (clan === null) return status === 'failed' ? <Failed /> : <Loading />;
  if (clan.machines.length === 0) return <NoMachines />;
  if (clan.instances.length === 0) return <NoInstances />;
  return isFiltered ? <AllHidden /> : <Loading />;
}

function Frame({ children }: { readonly children: ReactNode }) {
  return <div className={classes.empty}>{children}</div>;
}

function Loading() {
  return (
    <div className={classes.skeletons} aria-label="Evaluating the clan" role="status">
      <div>
        {[0, 1, 2, 3, 4, 5].map((index) => (
          <Skeleton key={index} width={164} height={36} radius={8} />
        ))}
      </div>
      <div>
        {[0, 1, 2].map((index) => (
          <Skeleton key={index} width={272} height={120} radius={10} />
        ))}
      </div>
    </div>
  );
}

function Failed() {
  const { setProblemsOpen } = useActions();
  return (
    <Frame>
      <EmptyState
        icon={<IconAlertTriangle size={20} />}
        title="The clan could not be evaluated"
        actions={<Button onClick={() => setProblemsOpen(true)}>Show problems</Button>}
      >
        There is no earlier result to show. What is written in inventory.json is safe.
      </EmptyState>
    </Frame>
  );
}

function NoMachines() {
  const { openDialog } = useActions();
  return (
    <Frame>
      <EmptyState
        icon={<IconServer2 size={20} />}
        title="No machines yet"
        actions={
          <Button
            variant="filled"
            leftSection={<IconPlus size={15} />}
            onClick={() => openDialog({ kind: 'add-machine' })}
          >
            Add a machine
          </Button>
        }
      >
        Machines appear here when they are added to the inventory, defined in Nix, or have a folder below
        machines/.
      </EmptyState>
    </Frame>
  );
}

function NoInstances() {
  const { openCatalogue } = useActions();
  return (
    <Frame>
      <EmptyState
        icon={<IconTopologyStar3 size={20} />}
        title="No services yet"
        actions={
          <Button variant="filled" leftSection={<IconPlus size={15} />} onClick={openCatalogue}>
            Add a service
          </Button>
        }
      >
        A service gives machines their work: choose one from the catalogue, then drag machines onto its roles.
      </EmptyState>
    </Frame>
  );
}

function AllHidden() {
  const { clearFilter } = useActions();
  return (
    <Frame>
      <EmptyState
        icon={<IconFilterOff size={20} />}
        title="The filter hides everything"
        actions={<Button onClick={clearFilter}>Clear the filter</Button>}
      >
        No machine or no instance passes it.
      </EmptyState>
    </Frame>
  );
}
