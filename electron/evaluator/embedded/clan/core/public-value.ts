/** Generated values that are no secret, read from `vars/` (clan-semantics 9). */
import { NixError, coerceToString, force, forceAttrs, forceString, isString, stringText } from '../../nix';
import type { NixIo, Slot, Value, AttrSet } from '../../nix';
import { func, nixThrow, record } from '../nix-values';

/** `getPublicValue` and `getPath`. */
export function publicValueFunctions(io: NixIo): AttrSet {
  return record({
    getPublicValue: func('getPublicValue', (args) => publicValue(io, forceAttrs(args))),
    getPath: func('getPath', (args) => valuePath(forceAttrs(args), 'rootDir')),
  });
}

function publicValue(io: NixIo, args: AttrSet): Value {
  const text = io.readFile(valuePath(args, 'flake'));
  if (text !== undefined) return text;
  const fallback = args.get('default');
  if (fallback !== undefined) return force(fallback);
  const owner = machineOf(args) ?? 'shared';
  return nixThrow(
    `getPublicValue: Public value ${owner}/${required(args, 'generator')}/${required(args, 'file')} not found!`,
  );
}

function valuePath(args: AttrSet, root: string): string {
  const machine = machineOf(args);
  const owner = machine === null ? 'shared' : `per-machine/${machine}`;
  const base = stringText(coerceToString(slotOf(args, root)));
  return `${base}/vars/${owner}/${required(args, 'generator')}/${required(args, 'file')}/value`;
}

function machineOf(args: AttrSet): string | null {
  if (args.has('shared') && force(args.get('shared') ?? null) === true) return null;
  const machine = force(args.get('machine') ?? null);
  return isString(machine) ? stringText(machine) : null;
}

function required(args: AttrSet, name: string): string {
  return forceString(slotOf(args, name));
}

function slotOf(args: AttrSet, name: string): Slot {
  const slot = args.get(name);
  if (slot === undefined) {
    throw new NixError(
      'missing-argument',
      `function 'getPublicValue' called without required argument '${name}'`,
    );
  }
  return slot;
}
