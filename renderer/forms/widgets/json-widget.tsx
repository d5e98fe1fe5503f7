import { useState } from 'react';
import { exactJsonText } from '../../../shared/base/exact-number';
import type { Json } from '../../../shared/base/json';
import { FieldNote } from '../templates/field-note';
import { parseJson } from '../model/parse-json';
import classes from './widgets.module.css';
import { useDraft } from './use-draft';
import { placeholderOf, type WidgetProps } from './widget';

/** A value as JSON text. A text that is no JSON stays in the editor and out of the document. */
export function JsonWidget(
  props: WidgetProps & {
    readonly minRows?: number;
    readonly maxRows?: number;
    /** Why a value cannot stand here; null: it can. */
    readonly check?: (value: Json) => string | null;
  },
) {
  const { value, commit, unset, check } = props;
  const [message, setMessage] = useState<string | null>(null);
  const draft = useDraft({
    shown: value === undefined ? '' : prettyJson(value),
    isMultiline: true,
    isSame: (text, shown) => {
      const parsed = parseJson(text);
      return parsed.ok ? prettyJson(parsed.value) === shown : text.trim() === '' && shown === '';
    },
    commit: (text, gesture) => {
      if (text.trim() === '') {
        setMessage(null);
        return value === undefined ? Promise.resolve(true) : unset();
      }
      const parsed = parseJson(text);
      const problem = parsed.ok ? (check?.(parsed.value) ?? null) : parsed.error;
      setMessage(problem);
      return parsed.ok && problem === null ? commit(parsed.value, gesture) : 'kept';
    },
  });
  const isWrong = message !== null && draft.isEditing;
  const noteId = `${props.id}-note`;
  const rows = Math.min(props.maxRows ?? 24, Math.max(props.minRows ?? 2, draft.text.split('\n').length));
  return (
    <>
      <textarea
        id={props.id}
        aria-label={props.label}
        aria-describedby={isWrong ? noteId : props.describedBy}
        aria-invalid={isWrong || props.hasError || undefined}
        className={classes.textarea}
        rows={rows}
        value={draft.text}
        placeholder={placeholderOf(props, prettyJson)}
        readOnly={props.isDisabled}
        data-readonly={props.isDisabled || undefined}
        spellCheck={false}
        onChange={(event) => draft.onChange(event.currentTarget.value)}
        onFocus={draft.onFocus}
        onBlur={draft.onBlur}
        onKeyDown={draft.onKeyDown}
      />
      {isWrong && (
        <FieldNote id={noteId} severity="error">
          {message} Not saved yet.
        </FieldNote>
      )}
    </>
  );
}

function prettyJson(value: Json): string {
  return exactJsonText(value, 2);
}
