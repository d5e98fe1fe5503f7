import { useState, type ReactNode } from 'react';
import classes from './parts.module.css';

const shownAtFirst = 100;

/** A list of rows that may have a thousand entries: the first hundred at once, the rest on request. */
export function CappedList<T>(props: { readonly items: readonly T[]; readonly row: (item: T) => ReactNode }) {
  const { items, row } = props;
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? items : items.slice(0, shownAtFirst);
  const hidden = items.length - shown.length;
  return (
    <>
      <ul className={classes.rows}>{shown.map(row)}</ul>
      {hidden > 0 && (
        <button type="button" className={classes.more} onClick={() => setOpen(true)}>
          Show {hidden.toLocaleString('en')} more
        </button>
      )}
    </>
  );
}
