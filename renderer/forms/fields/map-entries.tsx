import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { FieldProps } from '@rjsf/utils';
import { useRef, useState } from 'react';
import { digitsOf } from '../../../shared/base/exact-number';
import { isJsonObject, type JsonPath } from '../../../shared/base/json';
import { emptyValue } from '../model/accepts';
import type { FormNode } from '../model/form-node';
import { pathText, valueAt } from '../model/json-path';
import { orderedKeys } from '../model/layers';
import { useFieldValue, useFormActions, useFormState } from '../store/form-context';
import { FieldNote } from '../templates/field-note';
import { ChildField } from './child-field';
import classes from './fields.module.css';

/** Rows keep their identity while a key is renamed, so that focus and place stay. */
interface RowIds {
  readonly keys: readonly string[];
  readonly ids: readonly number[];
  readonly next: number;
  /** Renames that the document has not confirmed yet: new name to old name. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Entries of a map, in the order of the file: keys can be renamed in place, added and taken out. */
export function MapEntries(props: {
  readonly parent: FieldProps;
  readonly item: FormNode;
  readonly path: JsonPath;
  /** Keys that have fields of their own. */
  readonly except: readonly string[];
  readonly word: string;
}) {
  const { parent, item, path, except, word } = props;
  const { set, unset, rename } = useFormActions();
  const canWrite = useFormState((slice) => slice.layer.access.canWrite);
  const keys = useFormState((slice) => {
    const value = valueAt(slice.layer.value, path);
    if (!isJsonObject(value)) return [];
    return orderedKeys(slice.layer, path, Object.keys(value)).filter((key) => !except.includes(key));
  });
  const rows = useRowIds(keys);
  const box = useRef<HTMLDivElement>(null);
  const taken = [...keys, ...except];
  const add = async (key: string) => {
    if (await set([...path, key], emptyValue(item))) focusLastValue(box.current);
  };
  return (
    <div className={classes.entries} ref={box}>
      {keys.map((key, index) => (
        <MapEntry
          key={rows.idOf(index)}
          parent={parent}
          item={item}
          path={path}
          name={key}
          taken={taken}
          isLocked={!canWrite}
          onRename={(to) => {
            rows.renaming(key, to);
            return rename([...path, key], to);
          }}
          onRemove={() => void unset([...path, key])}
        />
      ))}
      {canWrite && <AddEntry word={word} taken={taken} onAdd={add} />}
    </div>
  );
}

function focusLastValue(box: HTMLDivElement | null): void {
  requestAnimationFrame(() => {
    const entries = box?.querySelectorAll('[data-entry]');
    entries
      ?.item(entries.length - 1)
      ?.querySelector<HTMLElement>('[data-entry-value] :is(input, textarea, button)')
      ?.focus();
  });
}

function useRowIds(keys: readonly string[]): {
  readonly idOf: (index: number) => number;
  readonly renaming: (from: string, to: string) => void;
} {
  const [state, setState] = useState<RowIds>(() => ({
    keys,
    ids: keys.map((_, index) => index),
    next: keys.length,
    renamed: new Map(),
  }));
  let current = state;
  if (state.keys.length !== keys.length || state.keys.some((key, index) => key !== keys[index])) {
    current = followKeys(state, keys);
    setState(current);
  }
  return {
    idOf: (index) => current.ids[index] ?? -1 - index,
    renaming: (from, to) =>
      setState((before) => ({ ...before, renamed: new Map(before.renamed).set(to, from) })),
  };
}

/** New keys get new ids, except for one that a row was just renamed to. */
function followKeys(state: RowIds, keys: readonly string[]): RowIds {
  let { next } = state;
  const known = new Map(state.keys.map((key, index) => [key, state.ids[index]]));
  const ids = keys.map((key) => {
    const from = state.renamed.get(key);
    const inherited = from === undefined || keys.includes(from) ? undefined : known.get(from);
    return known.get(key) ?? inherited ?? next++;
  });
  return { keys, ids, next, renamed: new Map() };
}

/** Whether the value of an entry needs the whole width; else it stands beside its name. */
function useIsBlock(item: FormNode, path: JsonPath): boolean {
  const value = useFieldValue(path);
  if (item.kind === 'json')
    return typeof value === 'object' && value !== null && digitsOf(value) === undefined;
  return item.kind === 'group' || item.kind === 'map' || item.kind === 'union' || item.kind === 'list';
}

function MapEntry(props: {
  readonly parent: FieldProps;
  readonly item: FormNode;
  readonly path: JsonPath;
  readonly name: string;
  readonly taken: readonly string[];
  readonly isLocked: boolean;
  readonly onRename: (to: string) => Promise<boolean>;
  readonly onRemove: () => void;
}) {
  const { parent, item, name, isLocked } = props;
  const isBlock = useIsBlock(item, [...props.path, name]);
  return (
    <div
      className={isBlock ? classes.card : classes.pair}
      data-entry
      data-testid={`field:${pathText([...props.path, name])}`}
    >
      <div className={isBlock ? classes.cardHead : classes.pairKey}>
        <KeyInput name={name} taken={props.taken} isLocked={isLocked} onRename={props.onRename} />
      </div>
      <div className={classes.itemBody} data-entry-value>
        <ChildField parent={parent} node={item} part={name} frame="bare" />
      </div>
      {!isLocked && (
        <ActionIcon className={classes.removeEntry} aria-label={`Remove ${name}`} onClick={props.onRemove}>
          <IconX size={14} stroke={1.7} />
        </ActionIcon>
      )}
    </div>
  );
}

/** The key of an entry. A key that is empty or taken is refused here and never sent. */
function KeyInput(props: {
  readonly name: string;
  readonly taken: readonly string[];
  readonly isLocked: boolean;
  readonly onRename: (to: string) => Promise<boolean>;
}) {
  const { name, taken, isLocked, onRename } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const problem = draft === null ? null : keyProblem(draft, taken, name);
  const finish = () => {
    if (draft === null) return;
    if (problem === null && draft !== name) void onRename(draft);
    setDraft(null);
  };
  return (
    <>
      <input
        className={classes.key}
        aria-label={`Name of ${name}`}
        aria-invalid={problem !== null || undefined}
        value={draft ?? name}
        readOnly={isLocked}
        spellCheck={false}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish();
          if (event.key === 'Escape' && draft !== null) {
            event.stopPropagation();
            setDraft(null);
          }
        }}
      />
      {problem !== null && <FieldNote severity="error">{problem}</FieldNote>}
    </>
  );
}

/** Why a key cannot be used; null when it can. */
function keyProblem(key: string, taken: readonly string[], own: string | null): string | null {
  if (key === '') return 'A name is needed.';
  return key !== own && taken.includes(key) ? `There is already an entry called “${key}”.` : null;
}

function AddEntry(props: {
  readonly word: string;
  readonly taken: readonly string[];
  readonly onAdd: (key: string) => Promise<void>;
}) {
  const { word, taken, onAdd } = props;
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <div className={classes.listActions}>
        <button type="button" className={classes.add} onClick={() => setDraft('')}>
          Add {word}
        </button>
      </div>
    );
  }
  const problem = draft === '' ? null : keyProblem(draft, taken, null);
  const finish = () => {
    if (draft === '' || problem !== null) return;
    setDraft(null);
    void onAdd(draft);
  };
  return (
    <div>
      <div className={classes.newKey}>
        <input
          className={classes.keyBox}
          aria-label={`Name of the new ${word}`}
          placeholder="name"
          autoFocus
          value={draft}
          spellCheck={false}
          aria-invalid={problem !== null || undefined}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish();
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setDraft(null);
          }}
        />
        <button
          type="button"
          className={classes.add}
          disabled={draft === '' || problem !== null}
          onClick={finish}
        >
          Add
        </button>
        <button type="button" className={classes.addQuiet} onClick={() => setDraft(null)}>
          Cancel
        </button>
      </div>
      {problem !== null && <FieldNote severity="error">{problem}</FieldNote>}
    </div>
  );
}
