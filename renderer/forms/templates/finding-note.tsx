import type { Diagnostic } from '../../../shared/base/diagnostic';
import { LongText } from '../../ui/long-text';
import { settingMessage } from '../model/field-errors';
import { FieldNote } from './field-note';
import classes from './templates.module.css';

/** A finding of the evaluator, told where it belongs. */
export function FindingNote({ finding }: { readonly finding: Diagnostic }) {
  return (
    <FieldNote severity={finding.severity}>
      <LongText text={settingMessage(finding)} />
      {finding.hint !== undefined && <div className={classes.hint}>{finding.hint}</div>}
    </FieldNote>
  );
}
