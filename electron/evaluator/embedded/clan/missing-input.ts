/**
 * Inputs of a flake that are not on this machine. One stands for itself (`nix/value/symbolic.ts`): what machines make of
 * it is shown as `«inputs.disko.nixosModules.disko»`. Whoever needs its content fails, and the error names the input, so
 * that a checkout of it can be offered.
 */
import { NeedsSystemNixError, NixError, SymbolicValue, isPlainName, quoteString, symbolsIn } from '../nix';
import type { Slot, Value } from '../nix';

/** Evaluation needs a flake input that cannot be had. Diagnostics about it offer a checkout as the way out. */
export class MissingInputError extends NixError {
  constructor(
    /** The input's name in the flake; `a/b` for the input `b` of the input `a`. */
    readonly input: string,
    message: string,
  ) {
    super('throw', message, undefined, checkoutHint(input));
  }
}

/** What to do about a missing input. */
export function checkoutHint(input: string): string {
  return `Give a local checkout of it: --override-input ${input} PATH`;
}

/** The value of an input that is not on this machine. */
class MissingInput extends SymbolicValue {
  constructor(
    private readonly input: string,
    private readonly url: string | undefined,
    /** False for a source that is no flake. */
    private readonly isFlake: boolean,
  ) {
    super(`inputs.${isPlainName(input) ? input : quoteString(input)}`);
  }

  /** The error of evaluation that cannot do without it. */
  get error(): MissingInputError {
    const origin = this.url === undefined ? '' : ` (${this.url})`;
    return new MissingInputError(
      this.input,
      `the flake input '${this.input}'${origin} is not available: inputs are not fetched`,
    );
  }

  override has(name: string): boolean {
    return (this.isFlake && name === '_type') || super.has(name);
  }

  protected override attribute(name: string): Slot | undefined {
    return this.isFlake && name === '_type' ? 'flake' : super.attribute(name);
  }
}

/** What stands for an input that is not on this machine; `isFlake` as its declaration says. */
export function missingInput(name: string, url: string | undefined, isFlake = true): SymbolicValue {
  return new MissingInput(name, url, isFlake);
}

/** Throws MissingInputError for a value that is an input that is not here, or something that such an input gives. */
export function requireInput(value: Value): void {
  if (value instanceof MissingInput) throw value.error;
  for (const expression of symbolsIn(value)) {
    const [input] = inputsIn(expression);
    if (input !== undefined) {
      throw new MissingInputError(
        input,
        `«${expression}» needs the flake input '${input}', which is not available: inputs are not fetched`,
      );
    }
  }
}

/** The inputs that an expression is made of, by the name that an override takes. */
export function inputsIn(expression: string): readonly string[] {
  const found = [...expression.matchAll(/(?<![\w.'"-])inputs\.(?:"((?:[^"\\]|\\.)*)"|([\w'-]+))/g)];
  return [...new Set(found.map((match) => match[1] ?? match[2] ?? ''))];
}

/** The input that an error would go away with, if a checkout of it were there. */
export function inputMissedBy(error: NixError): string | undefined {
  if (error instanceof MissingInputError) return error.input;
  return error instanceof NeedsSystemNixError ? inputsIn(error.expression)[0] : undefined;
}
