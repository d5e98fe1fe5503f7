/**
 * Keeping evaluations of submodules from one evaluation of the whole to the next. A submodule depends on its type, its
 * place and its definitions; where these are the very same values as before, so is everything that was computed. The
 * store outlives the type, which is declared anew each time: types with the same modules go on where the last one
 * stopped.
 */
import { AttrSet, NixError, equalValues, force, forceAttrs, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import { RawDefinition } from '../definition';
import type { Definition } from '../definition';
import type { Evaluation } from '../evaluation';
import type { Loc } from '../option-type';

/** One kept evaluation. */
interface Kept {
  readonly definitions: readonly Definition[];
  readonly evaluation: Evaluation;
  /** What the late definition said last, and what came of it. */
  late?: LateResult;
}

interface LateResult {
  readonly said: Value;
  /** The value of the option with the late definition. */
  readonly value: Slot;
  /** The same evaluation with the late definition in it. */
  complete?: Evaluation;
}

/** More places than any clan has: what was deleted must not pile up for ever. */
const maximumKept = 100_000;

/**
 * Evaluations of one submodule (`lib.types.submoduleWith`) by place; ours. To be made once, and handed to the type
 * whenever it is declared.
 */
export class KeptEvaluations {
  #modules: readonly Slot[] = [];
  #base: Evaluation | undefined;
  readonly #kept = new Map<string, Kept>();

  /** `limit`: how many places there is room for. */
  constructor(private readonly limit = maximumKept) {}

  /** The evaluation that all others extend; made anew, with all that is kept, when the modules are others. */
  baseOf(modules: readonly Slot[], make: () => Evaluation): Evaluation {
    if (this.#base !== undefined && areSameModules(this.#modules, modules)) return this.#base;
    this.#kept.clear();
    this.#modules = modules;
    return (this.#base = make());
  }

  /** What is kept for a place, unless the definitions have changed. */
  find(loc: Loc, definitions: readonly Definition[]): Kept | undefined {
    const kept = this.#kept.get(keyOf(loc));
    return kept !== undefined && areSameDefinitions(kept.definitions, definitions) ? kept : undefined;
  }

  /** Keeps an evaluation, if there is room. */
  add(loc: Loc, definitions: readonly Definition[], evaluation: Evaluation): Kept {
    const kept: Kept = { definitions, evaluation };
    const key = keyOf(loc);
    if (this.#kept.size < this.limit || this.#kept.has(key)) this.#kept.set(key, kept);
    return kept;
  }
}

function keyOf(loc: Loc): string {
  return loc.join('\0');
}

function areSameDefinitions(left: readonly Definition[], right: readonly Definition[]): boolean {
  return (
    left.length === right.length &&
    left.every((definition, index) => {
      const other = right[index];
      return (
        other !== undefined &&
        other.value === definition.value &&
        other.file === definition.file &&
        other.order === definition.order &&
        other.original === definition.original
      );
    })
  );
}

function areSameModules(left: readonly Slot[], right: readonly Slot[]): boolean {
  return left.length === right.length && left.every((module, index) => isSameModule(module, right[index]));
}

/** The same module, also when it was labelled with its file anew. */
function isSameModule(left: Slot, right: Slot | undefined): boolean {
  if (left === right) return true;
  if (!(left instanceof AttrSet && right instanceof AttrSet) || left.size !== 2 || right.size !== 2)
    return false;
  const [leftFile, rightFile] = [left.get('_file'), right.get('_file')];
  const [leftImports, rightImports] = [left.get('imports'), right.get('imports')];
  if (typeof leftFile !== 'string' || leftFile !== rightFile) return false;
  if (!Array.isArray(leftImports) || !Array.isArray(rightImports)) return false;
  return areSameModules(leftImports as readonly Slot[], rightImports as readonly Slot[]);
}

/**
 * A definition of one option that depends on more than the submodule does, as the tags of a machine depend on all
 * machines (clan-semantics 2.4). It stands for the first of the type's modules, which must define nothing else.
 */
export interface LateDefinition {
  readonly option: string;
  /** The label of the definition. */
  readonly file: string;
  /** What the module says for the element of this name. */
  values(name: string): Slot;
}

/** An evaluation that is kept without what a late definition says, and completed when somebody reads that. */
export class LateEvaluation {
  readonly config: Slot;

  constructor(
    private readonly kept: Kept,
    private readonly late: LateDefinition,
    private readonly name: string,
    /** The same evaluation with the late definition in it. */
    private readonly complete: () => Evaluation,
  ) {
    this.config = lazy(() => this.#config());
  }

  /** The evaluation with all definitions. Forces what the late definition says. */
  get evaluation(): Evaluation {
    const result = this.#result();
    return result === undefined ? this.complete() : (result.complete ??= this.complete());
  }

  #config(): Value {
    const config = forceAttrs(this.kept.evaluation.config);
    const value = lazy(() => this.#value());
    const { shape } = config;
    const place = shape?.indexOf(this.late.option) ?? -1;
    if (shape !== undefined && place >= 0 && config.knownPositions === undefined) {
      const slots = [...config.slots];
      slots[place] = value;
      return AttrSet.shaped(shape, slots);
    }
    const entries = config.toMap();
    entries.set(this.late.option, value);
    return new AttrSet(entries, () => config.positions);
  }

  #value(): Value {
    const result = this.#result();
    if (result !== undefined) {
      try {
        return force(result.value);
      } catch (error) {
        if (!(error instanceof NixError) || !error.isCatchable) throw error;
      }
    }
    // Whatever is wrong, the complete evaluation says it in full.
    return force(forceAttrs(this.complete().config).get(this.late.option) ?? null);
  }

  /** Undefined when it fails. */
  #result(): LateResult | undefined {
    const said = this.#said();
    if (said === undefined) return undefined;
    const known = this.kept.late;
    if (known !== undefined && equalValues(known.said, said)) return known;
    const { option, file } = this.late;
    const value = this.kept.evaluation.valueWith(option, new RawDefinition(file, said));
    return (this.kept.late = { said, value });
  }

  #said(): Value | undefined {
    try {
      return force(this.late.values(this.name));
    } catch (error) {
      if (error instanceof NixError && error.isCatchable) return undefined;
      throw error;
    }
  }
}
