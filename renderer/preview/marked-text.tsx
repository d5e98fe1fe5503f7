import { Fragment } from 'react';
import { markedParts } from './marks';
import classes from './preview.module.css';

/** A value in which `«pkgs.jq»` stands for what only system Nix knows: such parts are set apart. */
export function MarkedText({ text }: { readonly text: string }) {
  if (!text.includes('«')) return text;
  return markedParts(text).map(({ text: part, isMark }, index) =>
    isMark ? (
      <span key={index} className={classes.mark} title="Known to system Nix only">
        {part}
      </span>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}

/** Says that a value is there under a condition that only system Nix knows. */
export function OnlyIf({ condition }: { readonly condition: string }) {
  return (
    <span className={classes.onlyIf} title={`Only if «${condition}», which system Nix knows`}>
      only if {condition}
    </span>
  );
}
