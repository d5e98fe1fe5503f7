import { ActionIcon } from '@mantine/core';
import { IconLock, IconX } from '@tabler/icons-react';
import type { FieldProps } from '@rjsf/utils';
import { useRef, type KeyboardEvent } from 'react';
import { invariant } from '../../../shared/base/invariant';
import { jsonEqual, type Json, type JsonPath } from '../../../shared/base/json';
import { emptyValue } from '../model/accepts';
import { pinnedItems, type FieldState } from '../model/field-state';
import type { FormNode } from '../model/form-node';
import { itemWord, nixText, plainText } from '../model/words';
import { useFieldState, useFieldValue, useFormActions, useFormState } from '../store/form-context';
import { FieldNote } from '../templates/field-note';
import { fieldOptions } from '../to-rjsf';
import { JsonWidget } from '../widgets/json-widget';
import { ChildField } from './child-field';
import { pathOf } from './field-props';
import classes from './fields.module.css';
import { useWidgetProps } from './scalar-field';

type ListNode = Extract<FormNode, { kind: 'list' }>;

/** A list, one row an item. What other layers add stands above, pinned: lists of several layers are joined. */
export function ListField(props: FieldProps) {
  const { node } = fieldOptions(props.uiSchema);
  invariant(node.kind === 'list', 'a list field without a list');
  const path = pathOf(props);
  const value = useFieldValue(path);
  const widget = useWidgetProps(node, path, props.fieldPathId.$id);
  if (value !== undefined && !Array.isArray(value)) return <JsonWidget {...widget} />;
  return (
    <List parent={props} node={node} path={path} items={(value as readonly Json[] | undefined) ?? null} />
  );
}

function List(props: {
  readonly parent: FieldProps;
  readonly node: ListNode;
  readonly path: JsonPath;
  readonly items: readonly Json[] | null;
}) {
  const { parent, node, path, items } = props;
  const state = useFieldState(node, path);
  const { set } = useFormActions();
  const box = useRef<HTMLDivElement>(null);
  const word = itemWord(node.info.name);
  const add = async () => {
    const index = items?.length ?? 0;
    if (await set(path, [...(items ?? []), emptyValue(node.item)])) focusItem(box.current, index);
  };
  return (
    <div className={classes.list} ref={box}>
      <PinnedRows path={path} />
      {items === null && <DefaultRows state={state} />}
      {items?.map((item, index) => (
        <ListItem
          key={index}
          parent={parent}
          node={node}
          index={index}
          word={word}
          isDuplicate={isScalar(item) && items.slice(0, index).some((other) => jsonEqual(other, item))}
          isLocked={!state.canWrite}
          onRemove={() =>
            void set(
              path,
              items.filter((_, place) => place !== index),
            )
          }
          onMove={(to) => {
            if (to < 0 || to >= items.length) return;
            void set(path, moved(items, index, to)).then(() => focusItem(box.current, to));
          }}
        />
      ))}
      {items?.length === 0 && <div className={classes.emptyRow}>empty list</div>}
      {state.canWrite && (
        <div className={classes.listActions}>
          <button type="button" className={classes.add} onClick={() => void add()}>
            Add {word}
          </button>
          {items === null &&
            Array.isArray(state.fallback) &&
            state.fallback.length > 0 &&
            state.origin.kind === 'default' && (
              <button
                type="button"
                className={classes.add}
                onClick={() => void set(path, state.fallback ?? [])}
              >
                Start from the default
              </button>
            )}
          {items === null && !isEmptyList(state.fallback) && (
            <button type="button" className={classes.addQuiet} onClick={() => void set(path, [])}>
              Set to an empty list
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function isEmptyList(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== 'object';
}

function moved(items: readonly Json[], from: number, to: number): readonly Json[] {
  const copy = [...items];
  const [item] = copy.splice(from, 1);
  if (item !== undefined) copy.splice(to, 0, item);
  return copy;
}

function focusItem(box: HTMLDivElement | null, index: number): void {
  // After the document has answered and the rows are drawn.
  requestAnimationFrame(() =>
    box
      ?.querySelectorAll(`:scope > [data-item]`)
      .item(index)
      ?.querySelector<HTMLElement>('input, textarea, select, button')
      ?.focus(),
  );
}

function ListItem(props: {
  readonly parent: FieldProps;
  readonly node: ListNode;
  readonly index: number;
  readonly word: string;
  readonly isDuplicate: boolean;
  readonly isLocked: boolean;
  readonly onRemove: () => void;
  readonly onMove: (to: number) => void;
}) {
  const { parent, node, index, isLocked } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (isLocked || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    props.onMove(index + (event.key === 'ArrowUp' ? -1 : 1));
  };
  const isBlock = node.item.kind === 'group' || node.item.kind === 'map' || node.item.kind === 'union';
  return (
    <div
      className={isBlock ? classes.card : classes.item}
      data-item
      data-testid={`field:${[...parent.fieldPathId.path, index].join('.')}`}
      onKeyDown={onKeyDown}
    >
      {isBlock && (
        <div className={classes.itemNumber}>
          {props.word} {index + 1}
        </div>
      )}
      <div className={classes.itemBody}>
        <ChildField parent={parent} node={node.item} part={index} frame="bare" />
        {props.isDuplicate && <FieldNote severity="warning">This is in the list twice.</FieldNote>}
      </div>
      {!isLocked && (
        <ActionIcon
          aria-label={`Remove item ${index + 1}`}
          title="Remove (Alt+↑ and Alt+↓ move)"
          onClick={props.onRemove}
        >
          <IconX size={14} stroke={1.7} />
        </ActionIcon>
      )}
    </div>
  );
}

/** Items that other layers contribute to the same list. */
function PinnedRows({ path }: { readonly path: JsonPath }) {
  const pinned = useFormState((slice) => pinnedItems(path, slice));
  const { selectLayer } = useFormActions();
  return pinned.flatMap(({ layer, items }) =>
    items.map((item, index) => (
      <div key={`${layer.key} ${index}`} className={classes.pinned}>
        <span className={classes.pinnedValue}>{typeof item === 'string' ? item : nixText(item)}</span>
        {layer.access.canWrite ? (
          <button type="button" className={classes.pinnedFrom} onClick={() => selectLayer(layer.key)}>
            from {layer.layer.kind === 'role' ? 'role' : layer.label}
          </button>
        ) : (
          <span className={classes.pinnedFrom} title={layer.access.reason}>
            <IconLock size={12} stroke={1.8} aria-hidden /> {layer.place?.label ?? 'Nix'}
          </span>
        )}
      </div>
    )),
  );
}

/** What holds while the list is not set. */
function DefaultRows({ state }: { readonly state: FieldState }) {
  if (state.origin.kind === 'from') return null;
  if (!Array.isArray(state.fallback)) {
    return state.fallbackText === null ? null : <div className={classes.emptyRow}>{state.fallbackText}</div>;
  }
  const items = state.fallback as readonly Json[];
  return items.map((item, index) => (
    <div key={index} className={classes.pinned}>
      <span className={classes.pinnedValue}>{plainText(item)}</span>
    </div>
  ));
}
