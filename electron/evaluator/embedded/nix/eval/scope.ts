import type { Slot } from '../value/value';
import type { Binding, Scope } from '../resolve/scope';

/** A scope whose unbound names stand for values. */
export type ValueScope = Scope<Slot>;

/** Where a variable of such a scope is found. */
export type ValueBinding = Binding<Slot>;
