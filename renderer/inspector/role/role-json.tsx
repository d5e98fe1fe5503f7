import { isJsonObject, type Json } from '../../../shared/base/json';
import { JsonWidget, layerPhrase, type LayerView, type RoleRef } from '../../forms';
import { useActions } from '../../state';
import parts from '../parts/parts.module.css';
import { LockWord } from '../parts/links';
import classes from './role.module.css';

/** The settings of one layer as they are written, for typing and pasting. The form shows the same, and undo is one. */
export function RoleJsonTab({ roleRef, layer }: { readonly roleRef: RoleRef; readonly layer: LayerView }) {
  const { edit } = useActions();
  return (
    <div className={classes.json}>
      <div className={parts.small}>
        Settings of {layerPhrase(layer.layer)}, as written in inventory.json.{' '}
        {!layer.access.canWrite && <LockWord access={layer.access} place={layer.place} />}
      </div>
      <JsonWidget
        key={layer.key}
        id="settings-json"
        label={`Settings of ${layerPhrase(layer.layer)} as JSON`}
        value={layer.written}
        fallback={undefined}
        fallbackText="{ }"
        isDisabled={!layer.access.canWrite}
        hasError={false}
        minRows={12}
        maxRows={40}
        check={checkSettings}
        commit={(value, gesture) =>
          edit(
            { kind: 'settings/set', ...roleRef, layer: layer.layer, path: [], value },
            {
              kind: 'merge',
              mergeKey: `json ${roleRef.instance} ${roleRef.role} ${layer.key} ${gesture ?? ''}`.slice(-1000),
            },
          )
        }
        unset={() => edit({ kind: 'settings/unset', ...roleRef, layer: layer.layer, path: [] })}
      />
    </div>
  );
}

function checkSettings(value: Json): string | null {
  return isJsonObject(value) ? null : 'Settings have to be an object in braces.';
}
