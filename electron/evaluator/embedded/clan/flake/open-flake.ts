/** Flakes and parts of them of which some attributes are here and others known to system Nix only. */
import { OpenSet, SymbolicValue, isPlainName, quoteString } from '../../nix';
import type { AttrSet, Slot } from '../../nix';
import { record } from '../nix-values';

/** A flake of which some outputs are here; `name` is how expressions call it. */
export function openFlake(name: string, known: Readonly<Record<string, Slot>>): AttrSet {
  return openSet(name, { _type: 'flake', ...known });
}

/** A set of which some attributes are here; `expression` is what gives it. */
export function openSet(expression: string, known: Readonly<Record<string, Slot>>): AttrSet {
  return new OpenSet(
    record(known),
    (name) => new SymbolicValue(`${expression}.${isPlainName(name) ? name : quoteString(name)}`),
    expression,
  );
}
