import { IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { JsonPath } from '../../../shared/base/json';
import { countSet } from '../model/form-filter';
import type { FormNode } from '../model/form-node';
import { pathKey, pathText, valueAt } from '../model/json-path';
import { useFieldState, useFormState, useIsVisible } from '../store/form-context';
import { FieldDescription } from './field-description';
import { FieldFindings } from './field-frame';
import { FieldOriginWord } from './field-origin';
import classes from './templates.module.css';

/** A group of options inside the form, folded or open. A search opens what it finds. */
export function GroupFrame(props: {
  readonly node: FormNode;
  readonly path: JsonPath;
  readonly children: ReactNode;
}) {
  const { node, path } = props;
  const state = useFieldState(node, path);
  const isVisible = useIsVisible(path);
  const isFiltering = useFormState((slice) => slice.filtered.visible !== null);
  const set = useFormState((slice) => countSet(node, valueAt(slice.layer.value, path)));
  const [isFolded, setFolded] = useState(false);
  if (!isVisible) return null;
  const isOpen = isFiltering || !isFolded;
  const { description } = node.info;
  return (
    <section className={classes.group} data-testid={`field:${pathText(path)}`} data-field={pathKey(path)}>
      <div className={classes.head}>
        <button
          type="button"
          className={classes.groupTitle}
          aria-expanded={isOpen}
          onClick={() => setFolded(!isFolded)}
        >
          <IconChevronRight
            size={14}
            stroke={1.8}
            className={classes.chevron}
            data-open={isOpen || undefined}
            aria-hidden
          />
          {node.info.name}
        </button>
        {state.isSet && <FieldOriginWord state={state} path={path} count={set} />}
      </div>
      {isOpen && (
        <div className={classes.groupBody}>
          {description !== null && (
            <div className={classes.groupDescription}>
              <FieldDescription text={description} />
            </div>
          )}
          <FieldFindings node={node} path={path} state={{ ...state, alsoSet: [] }} />
          {props.children}
        </div>
      )}
    </section>
  );
}
