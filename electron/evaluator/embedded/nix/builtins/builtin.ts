import { PrimOp, type Slot, type Value } from '../value/value';

/** A built-in function as data: what it is called, what it takes, what it does. */
export interface Builtin {
  /** Its name in `builtins`. */
  readonly name: string;
  /** The names of its arguments; as many as it takes before it runs. */
  readonly args: readonly string[];
  /** One or two sentences for the user. */
  readonly doc: string;
  readonly run: (...args: Slot[]) => Value;
}

/** The function value of a builtin. */
export function builtinValue(builtin: Builtin): PrimOp {
  return new PrimOp(builtin.name, builtin.args.length, builtin.run, [], undefined, true);
}

const ordinals = ['first', 'second', 'third'] as const;

/** "the first argument passed to builtins.map": says in traces whose value it is. `index` counts from 0. */
export function argumentOf(name: string, index: 0 | 1 | 2): string {
  const argument = alone.has(name) ? 'argument' : `${ordinals[index]} argument`;
  return `the ${argument} passed to ${spelled.get(name) ?? `builtins.${name}`}`;
}

/** Nix does not count the argument of these. */
const alone = new Set([
  'addDrvOutputDependencies',
  'attrNames',
  'attrValues',
  'fromTOML',
  'getContext',
  'hasContext',
  'stringLength',
  'unsafeDiscardOutputDependency',
  'unsafeDiscardStringContext',
]);

/** Nix names these in another way than all others. */
const spelled = new Map([
  ['head', "'builtins.head'"],
  ['tail', "'builtins.tail'"],
  ['elemAt', "'builtins.elemAt'"],
  ['dirOf', "'builtins.dirOf'"],
  ["foldl'", 'builtins.foldlStrict'],
]);
