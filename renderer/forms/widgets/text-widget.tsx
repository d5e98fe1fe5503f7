import { plainText } from '../model/words';
import type { FormNode } from '../model/form-node';
import classes from './widgets.module.css';
import { useDraft } from './use-draft';
import { placeholderOf, type WidgetProps } from './widget';

type StringNode = Extract<FormNode, { kind: 'string' }>;

/** A text. Emptying it sets the empty text; taking the value out is the reset beside the label. */
export function TextWidget(
  props: WidgetProps & {
    readonly node: StringNode;
    /** Offered while typing, never demanded. */
    readonly suggestions: readonly string[];
  },
) {
  const { node, value, commit, suggestions } = props;
  const draft = useDraft({
    shown: typeof value === 'string' ? value : value === undefined ? '' : plainText(value),
    // Leaving a field that was never set and is still empty sets nothing.
    commit: (text, gesture) =>
      value === undefined && text === '' ? Promise.resolve(true) : commit(text, gesture),
    isMultiline: node.isMultiline,
  });
  const isLong = node.isMultiline || draft.text.includes('\n');
  const input = {
    id: props.id,
    'aria-label': props.label,
    'aria-describedby': props.describedBy,
    'aria-invalid': props.hasError || undefined,
    className: isLong ? classes.textarea : classes.input,
    value: draft.text,
    placeholder: value === '' && draft.text === '' ? 'empty text' : placeholderOf(props, plainText),
    readOnly: props.isDisabled,
    'data-readonly': props.isDisabled || undefined,
    spellCheck: false,
    autoComplete: 'off',
    onFocus: draft.onFocus,
    onBlur: draft.onBlur,
    onKeyDown: draft.onKeyDown,
  };
  return isLong ? (
    <textarea
      {...input}
      rows={Math.min(12, Math.max(3, draft.text.split('\n').length))}
      onChange={(event) => draft.onChange(event.currentTarget.value)}
    />
  ) : (
    <>
      <input
        type="text"
        {...input}
        list={suggestions.length > 0 ? `${props.id}-names` : undefined}
        onChange={(event) => draft.onChange(event.currentTarget.value)}
      />
      {suggestions.length > 0 && (
        <datalist id={`${props.id}-names`}>
          {suggestions.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </>
  );
}
