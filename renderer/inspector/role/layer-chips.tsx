import { Menu } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { countSet, type FormNode, type LayerView } from '../../forms';
import classes from './layer-chips.module.css';

/** Which layer of settings is edited below. */
export function LayerChips(props: {
  readonly chips: readonly LayerView[];
  readonly others: readonly LayerView[];
  readonly shown: string;
  readonly root: FormNode | null;
  readonly onShow: (key: string) => void;
}) {
  const { chips, others, shown, root, onShow } = props;
  return (
    <div className={classes.chips} role="group" aria-label="Layers of settings">
      {chips.map((layer) => {
        const set = countSet(root, layer.value);
        return (
          <button
            key={layer.key}
            type="button"
            className={classes.chip}
            aria-pressed={layer.key === shown}
            data-testid={`layer-chip:${layer.key}`}
            onClick={() => onShow(layer.key)}
          >
            {!layer.access.canWrite && <IconLock size={11} stroke={1.8} aria-label="read-only" />}
            <span className={classes.name}>{layer.label}</span>
            {set > 0 && <span className={classes.count}>{layer.key === 'role' ? `${set} set` : set}</span>}
          </button>
        );
      })}
      {others.length > 0 && <MoreLayers others={others} onShow={onShow} />}
    </div>
  );
}

const manyLayers = 8;

function MoreLayers({
  others,
  onShow,
}: {
  readonly others: readonly LayerView[];
  readonly onShow: (key: string) => void;
}) {
  const [query, setQuery] = useState('');
  const found = others.filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));
  return (
    <Menu position="bottom-start" onClose={() => setQuery('')}>
      <Menu.Target>
        <button
          type="button"
          className={classes.chip}
          data-testid="layer-chip:add"
          title="Settings for one machine"
        >
          <IconPlus size={13} stroke={1.8} aria-hidden /> layer
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        {others.length > manyLayers && (
          <input
            className={classes.search}
            placeholder="Find machine"
            aria-label="Find machine"
            value={query}
            autoFocus
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
        )}
        <div className={classes.found}>
          {found.slice(0, 60).map((layer) => (
            <Menu.Item key={layer.key} onClick={() => onShow(layer.key)}>
              {layer.label}
            </Menu.Item>
          ))}
          {found.length === 0 && <Menu.Label>No machine of this role</Menu.Label>}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}
