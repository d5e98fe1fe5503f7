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
  const argument = AttrSet.of({
    modules: args.modules,
    specialArgs: specialArgsSlot(args.specialArgs),
    class: args.class ?? null,
    prefix: args.prefix ?? [],
  });
  return evaluatedWithViews(attribute(lib, 'evalModules'), argument, args);
}

type Views = Pick<EvalModulesArguments, 'viewConfig' | 'viewOptions'>;

/**
 * What `evaluate` makes of its argument when modules see views of what it makes. They are special arguments, which go
 * before all others, and hold for this evaluation alone: what extends it, and its type, start from the plain one.
 */
function evaluatedWithViews(evaluate: Slot, argument: AttrSet, views: Views): AttrSet {
  const { viewConfig, viewOptions } = views;
  const plain = lazy(() => callFunction(evaluate, argument));
  if (viewConfig === undefined && viewOptions === undefined) return forceAttrs(plain);
  // Modules find their other arguments in `config._module`, which the result has beside its configuration.
  const whole = lazy(() =>
    forceAttrs(attribute(made, 'config')).update(AttrSet.of({ _module: attribute(made, '_module') })),
  );
  const options = lazy(() => force(attribute(made, 'options')));
  const seen = (set: Slot, view: ((set: AttrSet) => AttrSet) | undefined): Slot =>
    view === undefined ? set : lazy(() => view(forceAttrs(set)));
  const extendModules = new PrimOp('extendModules', 1, (more) =>
    evaluatedWithViews(attribute(forceAttrs(plain), 'extendModules'), forceAttrs(more), views),
  );
  const type = lazy(() => force(attribute(forceAttrs(plain), 'type')));
  const own = AttrSet.of({
    config: seen(whole, viewConfig),
    options: seen(options, viewOptions),
    extendModules,
    moduleType: type,
  });
  const given = argument.get('specialArgs') ?? AttrSet.empty;
  const specialArgs = lazy(() => forceAttrs(given).update(own));
  const made = forceAttrs(callFunction(evaluate, argument.update(AttrSet.of({ specialArgs }))));
  return made.update(AttrSet.of({ extendModules, type }));
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
