import { Select } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { jsonEqual } from '../../../shared/base/json';
import type { FormNode } from '../model/form-node';
import { plainText } from '../model/words';
import classes from './widgets.module.css';
import { placeholderOf, type WidgetProps } from './widget';

type EnumNode = Extract<FormNode, { kind: 'enum' }>;

/** One of some given values, which may be of any JSON type; they are told apart by their place in the list. */
export function EnumWidget(props: WidgetProps & { readonly node: EnumNode }) {
  const { node, value, isDisabled, commit } = props;
  const index = value === undefined ? -1 : node.values.findIndex((candidate) => jsonEqual(candidate, value));
  const isForeign = value !== undefined && index < 0;
  const data = node.values.map((candidate, place) => ({ value: String(place), label: plainText(candidate) }));
  return (
    <Select
      id={props.id}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      data={isForeign ? [{ value: 'foreign', label: plainText(value), disabled: true }, ...data] : data}
      value={isForeign ? 'foreign' : index < 0 ? null : String(index)}
      placeholder={placeholderOf(props, plainText)}
      readOnly={isDisabled}
      error={isForeign ? 'This value is not one of the choices.' : props.hasError}
      searchable={node.values.length > 12}
      allowDeselect={false}
      checkIconPosition="right"
      rightSection={<IconChevronDown size={14} stroke={1.7} aria-hidden />}
      rightSectionPointerEvents="none"
      classNames={{
        input: isDisabled ? `${classes.select} ${classes.locked}` : classes.select,
        option: classes.option,
      }}
      onChange={(chosen) => {
        const picked = chosen === null ? undefined : node.values[Number(chosen)];
        if (picked !== undefined) void commit(picked);
      }}
    />
  );
}
