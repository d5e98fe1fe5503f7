import { FieldDescription } from '../templates/field-description';
import classes from './widgets.module.css';
import type { WidgetProps } from './widget';

/** Yes or no. While nothing is set it shows, faintly, what holds; the first click sets the opposite. */
export function ToggleWidget(props: WidgetProps & { readonly description: string | null }) {
  const { value, fallback, isDisabled, commit, description } = props;
  const shown = typeof value === 'boolean' ? value : fallback === true;
  return (
    <div className={classes.toggleRow}>
      <button
        type="button"
        role="switch"
        id={props.id}
        aria-checked={shown}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-disabled={isDisabled || undefined}
        className={classes.toggle}
        data-on={shown || undefined}
        data-unset={value === undefined || undefined}
        onClick={() => {
          if (!isDisabled) void commit(!shown);
        }}
      >
        <span className={classes.knob} />
      </button>
      {description !== null && <FieldDescription text={description} id={props.describedBy} />}
    </div>
  );
}
