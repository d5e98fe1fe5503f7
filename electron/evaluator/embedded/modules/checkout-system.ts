/**
 * The module system of a checkout of nixpkgs: its own `lib`, with its types and its `evalModules`, run by the
 * interpreter. Native code that evaluates modules uses it through the same interface as the native one. What it cannot
 * tell is where a value was written; the native module system, over a `lib` that has everything else of the checkout
 * ({@link overlayWithCheckout}), evaluates the same modules when somebody asks for that.
 */
import { AttrSet, PrimOp, callFunction, force, forceAttrs, lazy } from '../nix';
import type { Slot, Value } from '../nix';
import type { Configuration, EvalModulesArguments, ModuleSystem } from './api';
import { CheckoutTypes, specialArgsSlot } from './checkout-types';
import { attribute } from './discharge';

/**
 * The module system of this `lib`, through its `lib.modules.evalModules` and `lib.types`. Whatever the checkout lacks
 * fails when it is used, with NixError.
 */
export function createCheckoutSystem(lib: AttrSet): ModuleSystem {
  return {
    lib,
    types: new CheckoutTypes(lib),
    evalModules: (args) =>
      new CheckoutConfiguration(
        lazy(() => evaluated(lib, args)),
        args.prefix ?? [],
      ),
  };
}

function evaluated(lib: AttrSet, args: EvalModulesArguments): Value {
  return callFunction(
    attribute(lib, 'evalModules'),
    AttrSet.of({
      modules: args.modules,
      specialArgs: specialArgsSlot(args.specialArgs),
      class: args.class ?? null,
      prefix: args.prefix ?? [],
    }),
  );
}

/** What the checkout's `evalModules` returned; computed when first read. */
class CheckoutConfiguration implements Configuration {
  readonly config: Slot;
  readonly options: Slot;
  readonly module: Slot;

  constructor(
    private readonly made: Slot,
    readonly prefix: readonly string[],
  ) {
    const part = (name: string): Slot => lazy(() => force(attribute(this.value, name)));
    this.config = part('config');
    this.options = part('options');
    this.module = part('_module');
  }

  get value(): AttrSet {
    return forceAttrs(this.made);
  }

  extendModules(more: Parameters<Configuration['extendModules']>[0]): Configuration {
    const prefix = more.prefix ?? this.prefix;
    const extended = lazy(() =>
      callFunction(
        attribute(this.value, 'extendModules'),
        AttrSet.of({
          modules: more.modules ?? [],
          specialArgs: specialArgsSlot(more.specialArgs),
          prefix,
        }),
      ),
    );
    return new CheckoutConfiguration(extended, prefix);
  }
}

/** The parts of `lib` that are the module system: they stay native in a `lib` that is joined with a checkout's. */
const nativeParts = ['types', 'options', 'modules'];

/**
 * An overlay (as `lib.extend` takes it) for the native `lib`, see `createModuleSystem`: every function of the checkout
 * takes the place of ours, but for the module system with its types and options.
 */
export function overlayWithCheckout(checkout: () => AttrSet): Slot {
  return new PrimOp('checkout', 2, (_final, previous) => {
    const native = forceAttrs(previous);
    const kept = new Set(
      nativeParts.flatMap((part) => [part, ...forceAttrs(attribute(native, part)).names()]),
    );
    const lib = checkout();
    const entries = lib.names().flatMap((name): [string, Slot][] => {
      const slot = lib.get(name);
      return slot === undefined || (kept.has(name) && native.has(name)) ? [] : [[name, slot]];
    });
    return new AttrSet(new Map(entries));
  });
}
