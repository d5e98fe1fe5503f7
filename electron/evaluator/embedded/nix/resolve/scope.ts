/**
 * Where variables are found, worked out before evaluation. An environment at run time is an array: cell 0 is the
 * environment around it, the others hold the variables of one scope. A variable is thus a number of steps outwards
 * and a cell. Names that no scope binds are looked for in the `with`s around, from the inside, at run time.
 */
import type { Span } from '../source/source-file';

/** Where a variable is found. `Global` is what stands for a name that is there without being bound. */
export type Binding<Global> =
  | { readonly kind: 'local'; readonly level: number; readonly cell: number }
  | { readonly kind: 'global'; readonly slot: Global }
  /** The `with`s around, from the inside. */
  | { readonly kind: 'with'; readonly sets: readonly WithSet[] }
  | { readonly kind: 'unbound' };

/** A `with` around a variable: the steps outwards to it (its set is in cell 1), and where it is written. */
export interface WithSet {
  readonly level: number;
  readonly span: Span;
}

/** One lexical scope. */
export class Scope<Global> {
  private constructor(
    private readonly parent: Scope<Global> | undefined,
    /** The cell of each variable; undefined for a `with`. */
    private readonly cells: ReadonlyMap<string, number> | undefined,
    private readonly globals: ReadonlyMap<string, Global> | undefined,
    /** Where the `with` is written, for one. */
    private readonly withSpan?: Span,
  ) {}

  /** The outermost scope: names that are there without being bound, such as `builtins` and `map`. */
  static global<Global>(globals: ReadonlyMap<string, Global>): Scope<Global> {
    return new Scope<Global>(undefined, undefined, globals);
  }

  /** A scope inside this one with these variables, in cells 1, 2, … */
  withVariables(names: readonly string[]): Scope<Global> {
    return new Scope(this, new Map(names.map((name, index) => [name, index + 1])), undefined);
  }

  /** The scope of the body of a `with`. */
  withSet(span: Span): Scope<Global> {
    return new Scope(this, undefined, undefined, span);
  }

  /** Finds a variable. */
  lookup(name: string): Binding<Global> {
    const sets: WithSet[] = [];
    let level = 0;
    for (const scope of Scope.outwards(this)) {
      if (scope.globals !== undefined) {
        const slot = scope.globals.get(name);
        if (slot !== undefined) return { kind: 'global', slot };
        break;
      }
      if (scope.withSpan !== undefined) sets.push({ level, span: scope.withSpan });
      else {
        const cell = scope.cells?.get(name);
        if (cell !== undefined) return { kind: 'local', level, cell };
      }
      level++;
    }
    return sets.length > 0 ? { kind: 'with', sets } : { kind: 'unbound' };
  }

  /** Every name bound by a scope around, for suggestions. */
  visibleNames(): string[] {
    const names = new Set<string>();
    for (const scope of Scope.outwards(this)) {
      for (const name of (scope.cells ?? scope.globals ?? new Map<string, never>()).keys()) names.add(name);
    }
    return [...names];
  }

  /** A scope and those around it, from the inside. */
  private static *outwards<Global>(start: Scope<Global>): Generator<Scope<Global>> {
    for (let scope: Scope<Global> | undefined = start; scope !== undefined; scope = scope.parent) yield scope;
  }
}
