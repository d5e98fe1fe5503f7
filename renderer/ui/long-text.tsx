import { useState } from 'react';
import classes from './long-text.module.css';

const limit = 240;

/** A text that may be very long: its first line at once, the rest on request. */
export function LongText({ text }: { readonly text: string }) {
  const [isOpen, setOpen] = useState(false);
  const start = firstLine(text);
  if (start === text) return <>{text}</>;
  return (
    <>
      {isOpen ? <span className={classes.whole}>{text}</span> : start}{' '}
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={isOpen}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(!isOpen);
        }}
      >
        {isOpen ? 'Show less' : 'Show all'}
      </button>
    </>
  );
}

function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  if (line.length <= limit) return line.length === text.trim().length ? text : line;
  return `${line.slice(0, limit - 1)}…`;
}
