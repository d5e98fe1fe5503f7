import { Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useNodeProblems } from './use-node';

/** The warning sign at a node, with what is wrong as its text. */
export function ProblemMark({ node }: { readonly node: string }) {
  const problems = useNodeProblems(node);
  if (problems === undefined) return null;
  const [first, ...rest] = problems.messages;
  const text = rest.length === 0 ? first : `${first ?? ''} (and ${rest.length} more)`;
  return (
    <Tooltip label={text} multiline maw={320}>
      <IconAlertTriangle
        size={15}
        stroke={1.75}
        role="img"
        aria-label={text}
        color={problems.severity === 'error' ? 'var(--bad)' : 'var(--warning)'}
        style={{ flex: 'none' }}
      />
    </Tooltip>
  );
}
