import type { ReactNode } from 'react';
import type { JsonPath } from '../../../shared/base/json';
import { conflictWords, waysOut, type LayerConflict } from '../model/conflicts';
import type { FieldState } from '../model/field-state';
import type { FormNode } from '../model/form-node';
import { pathKey, pathText, valueAt } from '../model/json-path';
import { looksSecret } from '../model/secret-guard';
import { plainText } from '../model/words';
import {
  useFieldErrors,
  useFieldState,
  useFieldValue,
  useFormActions,
  useFormState,
  useIsVisible,
} from '../store/form-context';
import { FieldDescription } from './field-description';
import { FieldNote } from './field-note';
import { FindingNote } from './finding-note';
import { FieldOriginWord } from './field-origin';
import classes from './templates.module.css';

/** Everything around one input: label, origin, rule of a set value, description, findings, conflicts. */
export function FieldFrame(props: {
  readonly node: FormNode;
  readonly path: JsonPath;
  readonly id: string;
  readonly children: ReactNode;
}) {
  const { node, path, id } = props;
  const state = useFieldState(node, path);
  const isVisible = useIsVisible(path);
  if (!isVisible) return null;
  const { description } = node.info;
  const isToggle = node.kind === 'boolean';
  return (
    <div
      className={classes.field}
      data-set={state.isSet || undefined}
      data-locked={state.origin.kind === 'locked' || undefined}
      data-testid={`field:${pathText(path)}`}
      data-field={pathKey(path)}
    >
      <div className={classes.head}>
        <label className={classes.label} htmlFor={id} title={node.info.hints?.typeDescription}>
          {node.info.name}
          {node.info.isRequired && !state.isSet && state.origin.kind === 'missing' && (
            <span className={classes.required}> required</span>
          )}
        </label>
        <FieldOriginWord state={state} path={path} />
      </div>
      {props.children}
      {description !== null && !isToggle && (
        <div className={classes.description}>
          <FieldDescription text={description} id={`${id}-description`} />
        </div>
      )}
      <FieldFindings node={node} path={path} state={state} />
    </div>
  );
}

/** Warnings and errors of one field, worst last where the eye is. */
export function FieldFindings(props: {
  readonly node: FormNode;
  readonly path: JsonPath;
  readonly state: FieldState;
}) {
  const { node, path, state } = props;
  const errors = useFieldErrors(path);
  const hasConflict = state.conflicts.length > 0;
  return (
    <>
      <AlsoSet state={state} path={path} />
      {state.conflicts.map((conflict) => (
        <ConflictNote key={conflict.other.key} conflict={conflict} path={path} />
      ))}
      {node.kind === 'string' && <SecretNote node={node} path={path} />}
      {errors
        // The conflict is already told above, with its ways out.
        .filter(({ code, message }) => !(hasConflict && /conflict/i.test(code + message)))
        .map((error, index) => (
          <FindingNote key={index} finding={error} />
        ))}
    </>
  );
}

function ConflictNote({ conflict, path }: { readonly conflict: LayerConflict; readonly path: JsonPath }) {
  const { apply } = useFormActions();
  const roleRef = useFormState((slice) => slice.roleRef);
  const layer = useFormState((slice) => slice.layer);
  const { before, name, after } = conflictWords(conflict);
  return (
    <FieldNote
      severity="warning"
      actions={waysOut(roleRef, path, layer, conflict).map(({ label, edits }) => (
        <button
          key={label}
          type="button"
          className={classes.action}
          onClick={() => void apply(edits, `${label}: ${pathText(path)}`)}
        >
          {label}
        </button>
      ))}
    >
      {before}
      <strong>{name}</strong>
      {after}
    </FieldNote>
  );
}

function AlsoSet({ state, path }: { readonly state: FieldState; readonly path: JsonPath }) {
  const { selectLayer } = useFormActions();
  const { alsoSet } = state;
  if (alsoSet.length === 0) return null;
  const shown = alsoSet.slice(0, 4);
  return (
    <div className={classes.alsoSet}>
      Also set for{' '}
      {shown.map((layer, index) => (
        <span key={layer.key}>
          {index > 0 && ', '}
          <button type="button" className={classes.inlineLink} onClick={() => selectLayer(layer.key)}>
            {layer.label}
          </button>{' '}
          <code>{shorten(plainText(valueAt(layer.value, path) ?? null))}</code>
        </span>
      ))}
      {alsoSet.length > shown.length && ` and ${alsoSet.length - shown.length} more`}
    </div>
  );
}

function shorten(text: string): string {
  return text.length > 28 ? `${text.slice(0, 27)}…` : text;
}

function SecretNote({ node, path }: { readonly node: FormNode; readonly path: JsonPath }) {
  const value = useFieldValue(path);
  const name = [...path].reverse().find((part) => typeof part === 'string') ?? node.info.name;
  if (typeof value !== 'string' || !looksSecret(name, value)) return null;
  return (
    <FieldNote severity="warning">
      This looks like a secret. Settings end up in git and, readable by everyone, in the Nix store;{' '}
      <code>clan vars</code> keeps secrets out of both.
    </FieldNote>
  );
}
