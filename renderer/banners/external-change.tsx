import { Button } from '@mantine/core';
import type { Json } from '../../shared/base/json';
import type { MergeConflict } from '../../shared/contract';
import { nixText } from '../forms';
import { useActions, useWorkspace } from '../state';
import { Banner } from './banner';
import classes from './banners.module.css';

/** The file changed on disk while there were unsaved edits: what was merged, and what has to be decided. */
export function ExternalChangeBanner() {
  const external = useWorkspace((slice) => slice.workspace?.external ?? null);
  if (external === null) return null;
  const { conflicts, mergedCount } = external;
  return (
    <Banner
      kind="external"
      tone={conflicts.length > 0 ? 'warning' : 'calm'}
      details={
        conflicts.length > 0 && (
          <div className={classes.conflicts}>
            {conflicts.map((conflict, index) => (
              <Conflict key={conflict.id} conflict={conflict} index={index} />
            ))}
          </div>
        )
      }
    >
      inventory.json was changed on disk. {mergedWords(mergedCount)}
      {conflicts.length > 0 && <strong> {conflictWords(conflicts.length)}</strong>}
    </Banner>
  );
}

function mergedWords(count: number): string {
  if (count === 0) return 'Your unsaved edits stay.';
  const changes = count === 1 ? '1 change' : `${count} changes`;
  return `${changes} of the others ${count === 1 ? 'was' : 'were'} merged with your unsaved edits.`;
}

function conflictWords(count: number): string {
  return count === 1 ? 'One place was changed by both:' : `${count} places were changed by both:`;
}

function Conflict({ conflict, index }: { readonly conflict: MergeConflict; readonly index: number }) {
  const { resolveConflict } = useActions();
  return (
    <div className={classes.conflict} data-testid={`conflict:${index}`}>
      <div className={classes.conflictLabel}>
        {conflict.label}
        {conflict.base !== undefined && <span className={classes.was}>was {nixText(conflict.base, 50)}</span>}
      </div>
      <Side
        label="Keep mine"
        value={conflict.mine}
        testId={`conflict:${index}:mine`}
        onTake={() => void resolveConflict(conflict.id, 'mine')}
      />
      <Side
        label="Take theirs"
        value={conflict.theirs}
        testId={`conflict:${index}:theirs`}
        onTake={() => void resolveConflict(conflict.id, 'theirs')}
      />
    </div>
  );
}

function Side(props: {
  readonly label: string;
  readonly value: Json | undefined;
  readonly testId: string;
  readonly onTake: () => void;
}) {
  const text = props.value === undefined ? 'removed' : nixText(props.value, 120);
  return (
    <div className={classes.side}>
      <code title={text}>{text}</code>
      <Button data-testid={props.testId} onClick={props.onTake}>
        {props.label}
      </Button>
    </div>
  );
}
