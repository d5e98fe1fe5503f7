import { plainText } from '../model/words';
import type { FormNode } from '../model/form-node';
import { boundsText, readNumber } from '../model/number-text';
import { FieldNote } from '../templates/field-note';
import classes from './widgets.module.css';
import { useDraft } from './use-draft';
import { placeholderOf, type WidgetProps } from './widget';

type NumberNode = Extract<FormNode, { kind: 'number' }>;

/** A number as text: nothing is rounded or corrected behind the user's back. An emptied field is not set. */
export function NumberWidget(props: WidgetProps & { readonly node: NumberNode }) {
  const { node, value, commit, unset } = props;
  const draft = useDraft({
    shown: value === undefined ? '' : plainText(value),
    isSame: (text, shown) => {
      const reading = readNumber(text, node);
      return reading.kind === 'number' ? plainText(reading.value) === shown : shown === '';
    },
    commit: (text, gesture) => {
      const reading = readNumber(text, node);
      if (reading.kind === 'wrong') return 'kept';
      if (reading.kind === 'number') return commit(reading.value, gesture);
      return value === undefined ? Promise.resolve(true) : unset();
    },
  });
  const reading = readNumber(draft.text, node);
  const isWrong = draft.isEditing && reading.kind === 'wrong';
  const noteId = `${props.id}-note`;
  return (
    <>
      <input
        type="text"
        inputMode={node.isInteger ? 'numeric' : 'decimal'}
        id={props.id}
        aria-label={props.label}
        aria-describedby={isWrong ? noteId : props.describedBy}
        aria-invalid={isWrong || props.hasError || undefined}
        className={classes.input}
        value={draft.text}
        placeholder={placeholderOf(props, plainText) || boundsText(node)}
        readOnly={props.isDisabled}
        data-readonly={props.isDisabled || undefined}
        autoComplete="off"
        onChange={(event) => draft.onChange(event.currentTarget.value)}
        onFocus={draft.onFocus}
        onBlur={draft.onBlur}
        onKeyDown={draft.onKeyDown}
      />
      {isWrong && (
        <FieldNote id={noteId} severity="error">
          {reading.message} Not saved yet.
        </FieldNote>
      )}
    </>
  );
}
