import { IconCheck, IconSnowflake } from '@tabler/icons-react';
import type { PreviewNode } from '../../shared/clan/evaluation';
import classes from './nix-mark.module.css';

/** Beside a value: what system Nix has in its place. Nothing where the two agree, or Nix was not asked. */
export function NixValue({ node: { nix } }: { readonly node: PreviewNode }) {
  if (nix?.kind !== 'differs') return null;
  return (
    <span className={classes.value} title={`System Nix: ${nix.text}. Nix is the last word.`}>
      <span aria-hidden>≠ </span>
      <span className={classes.spoken}>System Nix: </span>
      {nix.text}
    </span>
  );
}

/** At the end of a line: who stands behind its value besides the embedded evaluator. */
export function NixSign({ node }: { readonly node: PreviewNode }) {
  const isConfirmed = node.nix?.kind === 'agrees';
  if (!isConfirmed && node.evaluator !== 'nix') return null;
  const Symbol = isConfirmed ? IconCheck : IconSnowflake;
  const words = isConfirmed ? 'Confirmed by system Nix' : 'From system Nix';
  return (
    <span className={classes.sign} data-kind={isConfirmed ? 'agrees' : 'from-nix'} title={words}>
      <Symbol size={12} stroke={2} aria-label={words} />
    </span>
  );
}

/** In the panel about a value: both answers where they differ, else who stands behind the one there is. */
export function NixVerdict({ node, nixName }: { readonly node: PreviewNode; readonly nixName: string }) {
  const { nix } = node;
  if (nix?.kind === 'differs') {
    return (
      <dl className={classes.verdict} data-testid="nix-verdict" data-kind="differs">
        <dt>Embedded</dt>
        <dd>
          <code>{node.text}</code>
        </dd>
        <dt>{nixName}</dt>
        <dd>
          <code>{nix.text}</code>
        </dd>
        <dd className={classes.last}>Nix is right: this is what a deployment gets.</dd>
      </dl>
    );
  }
  if (nix?.kind === 'agrees') {
    return (
      <p className={classes.line} data-testid="nix-verdict" data-kind="agrees">
        <IconCheck size={13} stroke={2} aria-hidden /> Confirmed by {nixName}
      </p>
    );
  }
  if (node.evaluator === 'nix') {
    return (
      <p className={classes.line} data-testid="nix-verdict" data-kind="from-nix">
        <IconSnowflake size={13} stroke={1.8} aria-hidden /> From {nixName}: the embedded evaluator cannot
        tell this value
      </p>
    );
  }
  return null;
}
