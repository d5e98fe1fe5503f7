/** Builtins on flake references as text and as attributes. */
import { NixError } from '../errors';
import { forceAttrs, forceStringNoContext, isString, stringText, typeName } from '../eval/coerce';
import { parseFlakeRef, showFlakeRef, type FlakeRef, type FlakeRefValue } from '../flake/flake-ref';
import { AttrSet, force, type Slot } from '../value/value';
import { argumentOf, type Builtin } from './builtin';

/** The attributes of a reference as a set. */
export function flakeRefSet(ref: FlakeRef): AttrSet {
  return new AttrSet(new Map<string, Slot>(ref));
}

/** The reference that a set describes, unchecked. Throws NixError for values that no reference has. */
export function flakeRefOf(set: AttrSet): FlakeRef {
  const attributes = new Map<string, FlakeRefValue>();
  for (const name of set.names()) {
    const value = force(set.get(name) ?? null);
    if (typeof value === 'bigint' && value < 0n)
      throw new NixError('eval', `negative value given for flake ref attr ${name}: ${value}`);
    if (typeof value === 'bigint' || typeof value === 'boolean') attributes.set(name, value);
    else if (isString(value)) attributes.set(name, stringText(value));
    else {
      throw new NixError(
        'type',
        `flake reference attribute sets may only contain integers, Booleans, and strings, but attribute '${name}' is ${typeName(value)}`,
      );
    }
  }
  return attributes;
}

/** The builtins on flake references. */
export const flakeRefBuiltins: readonly Builtin[] = [
  {
    name: 'parseFlakeRef',
    args: ['flake-ref'],
    doc: 'The attributes of a flake reference given as text.',
    run: (text) => flakeRefSet(parseFlakeRef(forceStringNoContext(text, argumentOf('parseFlakeRef', 0)))),
  },
  {
    name: 'flakeRefToString',
    args: ['attrs'],
    doc: 'The text of a flake reference given as attributes.',
    run: (attrs) => showFlakeRef(flakeRefOf(forceAttrs(attrs, argumentOf('flakeRefToString', 0)))),
  },
];
