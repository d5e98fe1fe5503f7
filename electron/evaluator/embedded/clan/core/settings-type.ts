import { callFunction, force, forceAttrs, isString, lazy, stringText, toJsonText } from '../../nix';
import { AttrSet } from '../../nix';
import type { Slot, Value } from '../../nix';
import { setDefaultModuleLocation } from '../../modules';
import { func, nixThrow, record, slotAt } from '../nix-values';
import type { CoreContext } from './context';

/**
 * The type of settings as users write them: one module, kept for later, that is nothing but data. One definition a
 * place, no functions, no `imports` (clan-semantics 3.5).
 */
export function settingsType({ system }: CoreContext): AttrSet {
  const { lib } = system;
  const mergeOne = func('merge', (loc, definitions) => {
    const imports = (force(definitions) as readonly Slot[]).map((definition) =>
      lazy(() => {
        const value = forceAttrs(slotAt(definition, 'value'));
        if (value.has('imports')) nixThrow("uniqueDeferredSerializableModule doesn't allow nested imports");
        return setDefaultModuleLocation(
          lazy(() => locationOf(lib, definition, loc)),
          value,
        );
      }),
    );
    return record({ imports });
  });
  const type = forceAttrs(
    callFunction(
      slotAt(lib, 'mkOptionType'),
      record({
        name: 'deferredModule',
        description: 'deferred custom module. Must be JSON serializable.',
        descriptionClass: 'noun',
        check: func('check', (value) => {
          toJsonText(value);
          return force(value) instanceof AttrSet;
        }),
        merge: callFunction(
          slotAt(lib, 'options', 'mergeUniqueOption'),
          record({ message: '------', merge: mergeOne }),
        ),
      }),
    ),
  );
  const functor = record({ name: 'deferredModule', type, binOp: func('binOp', (_left, _right) => null) });
  return new AttrSet(new Map(type.entries).set('functor', functor), type.positions);
}

/** The label of settings: the defining file and the option that they were written for. */
function locationOf(lib: AttrSet, definition: Slot, loc: Slot): string {
  return `${text(slotAt(definition, 'file'))}, via option ${text(callFunction(slotAt(lib, 'showOption'), loc))}`;
}

function text(slot: Slot): string {
  const value: Value = force(slot);
  return isString(value) ? stringText(value) : '';
}

/** A module type that warns when it is defined twice; clan's `exclusiveDeferredModule`. */
export function exclusiveModuleType({ system }: CoreContext): Value {
  return func('exclusiveDeferredModule', (fields) => {
    const given = forceAttrs(fields).get('staticModules');
    const staticModules = given === undefined ? [] : (force(given) as readonly Slot[]);
    const merge = func('merge', (loc, definitions) =>
      record({
        imports: [
          ...staticModules,
          ...(force(definitions) as readonly Slot[]).map((definition) =>
            setDefaultModuleLocation(locationOf(system.lib, definition, loc), slotAt(definition, 'value')),
          ),
        ],
      }),
    );
    const base = system.types.deferredModuleWith({ staticModules });
    return new AttrSet(new Map(base.entries).set('name', 'deferredModuleWith').set('merge', merge));
  });
}
