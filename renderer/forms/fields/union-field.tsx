import type { FieldProps } from '@rjsf/utils';
import { useState } from 'react';
import { invariant } from '../../../shared/base/invariant';
import type { Json, JsonPath } from '../../../shared/base/json';
import { branchOf, emptyValue } from '../model/accepts';
import type { FormNode } from '../model/form-node';
import { useFieldState, useFieldValue, useFormActions } from '../store/form-context';
import { fieldOptions } from '../to-rjsf';
import { JsonWidget } from '../widgets/json-widget';
import { ChildField } from './child-field';
import { pathOf } from './field-props';
import classes from './fields.module.css';
import { useWidgetProps } from './scalar-field';

type UnionNode = Extract<FormNode, { kind: 'union' }>;

/**
 * One of several types. The choice is the user's alone: it is read from the value once and afterwards changes only by
 * a click, so that typing never flips it. What a branch held is remembered while another one is chosen.
 */
export function UnionField(props: FieldProps) {
  const { node, frame } = fieldOptions(props.uiSchema);
  invariant(node.kind === 'union', 'a union field without a union');
  const path = pathOf(props);
  const value = useFieldValue(path);
  const state = useFieldState(node, path);
  const widget = useWidgetProps(node, path, props.fieldPathId.$id);
  const { choice, choose } = useBranch(node, path, value, state.fallback);
  const branch = node.branches[choice];
  const fitting = value === undefined ? choice : branchOf(node, value);
  return (
    <div className={classes.union}>
      <div className={classes.branches} role="radiogroup" aria-label={`Kind of ${node.info.name}`}>
        {node.branches.map(({ label }, index) => (
          <button
            key={index}
            type="button"
            role="radio"
            aria-checked={index === choice}
            disabled={!state.canWrite}
            className={classes.branch}
            data-chosen={index === choice || undefined}
            data-unset={value === undefined || undefined}
            onClick={() => choose(index)}
          >
            {label}
          </button>
        ))}
      </div>
      {fitting === null ? (
        <JsonWidget {...widget} hasError />
      ) : (
        branch !== undefined &&
        branch.node.kind !== 'null' && (
          // A fresh input for each branch: a draft of one must not end up in another.
          <ChildField
            key={choice}
            parent={props}
            node={branch.node}
            frame={frame === 'full' ? 'bare' : frame}
          />
        )
      )}
    </div>
  );
}

function useBranch(node: UnionNode, path: JsonPath, value: Json | undefined, fallback: Json | undefined) {
  const { set, branches } = useFormActions();
  const natural = naturalBranch(node, value, fallback);
  const [chosen, setChosen] = useState<{ readonly branch: number; readonly value: Json | undefined } | null>(
    null,
  );
  // A choice holds as long as the value still fits it; undo or another file may bring a value of another branch.
  const isHeld = chosen !== null && (chosen.value === value || fits(node, chosen.branch, value));
  const choice = isHeld ? chosen.branch : natural;

  const choose = (branch: number) => {
    const target = node.branches[branch];
    if (target === undefined) return;
    if (value !== undefined) branches.remember(path, choice, value);
    const remembered = branches.recall(path, branch);
    setChosen({ branch, value });
    // A text or number starts with nothing to write: the input opens and the first key sets it.
    const waits = remembered === undefined && waitsForInput(target.node);
    if (!waits && !(value !== undefined && fits(node, branch, value))) {
      void set(path, remembered ?? emptyValue(target.node));
    }
  };
  return { choice, choose };
}

function fits(node: UnionNode, branch: number, value: Json | undefined): boolean {
  return (
    value !== undefined &&
    branchOf({ ...node, branches: node.branches.slice(branch, branch + 1) }, value) === 0
  );
}

function waitsForInput(node: FormNode): boolean {
  return node.kind === 'string' || node.kind === 'number' || (node.kind === 'enum' && node.values.length > 1);
}

/** The branch of the value, else of what holds without one, else the first that is not null. */
function naturalBranch(node: UnionNode, value: Json | undefined, fallback: Json | undefined): number {
  const known = value ?? fallback;
  const found = known === undefined ? null : branchOf(node, known);
  if (found !== null) return found;
  return Math.max(
    0,
    node.branches.findIndex((branch) => branch.node.kind !== 'null'),
  );
}
