import classes from './graph.module.css';

/** Where the Tab key meets the graph. Seen only while it has the focus. */
export function GraphEntry({ onEnter }: { onEnter(): void }) {
  return (
    <button
      type="button"
      className={classes.entry}
      onClick={onEnter}
      onKeyDown={(event) => {
        if (!event.key.startsWith('Arrow')) return;
        event.preventDefault();
        onEnter();
      }}
    >
      Graph: arrow keys go from machine to edge to role
    </button>
  );
}
