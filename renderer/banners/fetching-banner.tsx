import { Button } from '@mantine/core';
import { useActions, useEvaluators, useWorkspace } from '../state';
import { Banner } from './banner';
import classes from './banners.module.css';

/** Nix lacks inputs that only the network has: it asks once for each clan, and works without an answer too. */
export function FetchingBanner() {
  const state = useEvaluators((slice) => slice.state);
  const clan = useWorkspace((slice) => slice.workspace?.clan.id);
  const isPutOff = useEvaluators((slice) => clan === undefined || slice.putOff.has(clan));
  const { allowFetching, putOffFetching } = useActions();
  if (state?.nix.kind !== 'needs-network' || state.mayFetch || isPutOff) return null;
  const { choice, nix } = state;
  const { input } = nix.problem;
  return (
    <Banner
      kind="fetching"
      tone="calm"
      actions={
        <>
          <Button onClick={putOffFetching}>Not now</Button>
          <Button variant="filled" onClick={() => void allowFetching(true)}>
            Allow
          </Button>
        </>
      }
    >
      To {choice === 'nix' ? 'evaluate' : 'confirm'} this clan, Nix would have to fetch{' '}
      {input === undefined ? 'inputs of the flake' : <strong>{input}</strong>} from the network.{' '}
      <span className={classes.muted}>
        {choice === 'nix'
          ? 'Nothing is fetched or built without your consent.'
          : 'Until then the embedded evaluator answers alone.'}
      </span>
    </Banner>
  );
}
