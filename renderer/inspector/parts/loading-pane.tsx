import { Skeleton } from '@mantine/core';
import { useEvaluation } from '../../state';
import { Pane } from './pane';
import parts from './parts.module.css';

/** What is known at once, and quiet bars for what evaluation will bring. */
export function LoadingPane({ title }: { readonly title: string }) {
  const isFailed = useEvaluation((slice) => slice.state.status === 'failed');
  return (
    <Pane
      path=" "
      title={title}
      tabs={[
        {
          key: 'loading',
          label: 'Loading',
          content: isFailed ? (
            <p className={parts.muted}>
              The clan could not be evaluated yet. The reasons are in the problems list below.
            </p>
          ) : (
            <div aria-busy>
              <Skeleton height={14} width="60%" mb={12} />
              <Skeleton height={32} mb={12} />
              <Skeleton height={32} />
            </div>
          ),
        },
      ]}
    />
  );
}
