/** The option types of a checkout of nixpkgs, under the names by which native code asks for types. */
import { AttrSet, PrimOp, Thunk, callFunction, forceAttrs, lazy } from '../nix';
import type { Slot } from '../nix';
import type { EvalModulesArguments, NativeTypes } from './api';
import { attribute } from './discharge';
import { structural, structuralWith } from './types/structural-type';

/** The `specialArgs` of `lib.modules.evalModules` as one set, whichever way native code gave them. */
export function specialArgsSlot(args: EvalModulesArguments['specialArgs']): Slot {
  if (args === undefined) return AttrSet.empty;
  return args instanceof AttrSet || args instanceof Thunk ? args : AttrSet.of(args);
}

/** `lib.types` of a checkout; a type is read when it is asked for, so that one that is missing harms nobody else. */
export class CheckoutTypes implements NativeTypes {
  readonly #types: Slot;

  constructor(lib: AttrSet) {
    this.#types = lazy(() => forceAttrs(attribute(lib, 'types'), 'lib.types'));
  }

  get raw(): AttrSet {
    return this.#plain('raw');
  }
  get anything(): AttrSet {
    return this.#plain('anything');
  }
  get unspecified(): AttrSet {
    return this.#plain('unspecified');
  }
  get bool(): AttrSet {
    return this.#plain('bool');
  }
  get int(): AttrSet {
    return this.#plain('int');
  }
  get float(): AttrSet {
    return this.#plain('float');
  }
  get number(): AttrSet {
    return this.#plain('number');
  }
  get str(): AttrSet {
    return this.#plain('str');
  }
  get path(): AttrSet {
    return this.#plain('path');
  }
  get package(): AttrSet {
    return this.#plain('package');
  }
  get attrs(): AttrSet {
    return this.#plain('attrs');
  }
  get lines(): AttrSet {
    return this.#plain('lines');
  }
  get optionType(): AttrSet {
    return this.#plain('optionType');
  }
  get port(): AttrSet {
    return this.#plain('port');
  }
  get intUnsigned(): AttrSet {
    return this.#plain('ints', 'unsigned');
  }
  get intPositive(): AttrSet {
    return this.#plain('ints', 'positive');
  }
  get json(): AttrSet {
    return this.#plain('json');
  }
  get deferredModule(): AttrSet {
    return this.#plain('deferredModule');
  }

  /** nixpkgs has no such type; ours follows the protocol of types, which is all that merging needs. */
  readonly structural = structural;
  readonly structuralWith = structuralWith;

  strMatching(pattern: string): AttrSet {
    return this.#made('strMatching', pattern);
  }
  enum(values: readonly Slot[]): AttrSet {
    return this.#made('enum', values);
  }
  listOf(elementType: Slot): AttrSet {
    return this.#made('listOf', elementType);
  }
  attrsOf(elementType: Slot): AttrSet {
    return this.#made('attrsOf', elementType);
  }
  lazyAttrsOf(elementType: Slot): AttrSet {
    return this.#made('lazyAttrsOf', elementType);
  }
  nullOr(elementType: Slot): AttrSet {
    return this.#made('nullOr', elementType);
  }
  either(left: Slot, right: Slot): AttrSet {
    return this.#made('either', left, right);
  }
  oneOf(types: readonly Slot[]): AttrSet {
    return this.#made('oneOf', types);
  }
  coercedTo(from: Slot, convert: Slot, to: Slot): AttrSet {
    return this.#made('coercedTo', from, convert, to);
  }
  functionTo(elementType: Slot): AttrSet {
    return this.#made('functionTo', elementType);
  }
  unique(message: string, type: Slot): AttrSet {
    return this.#made('unique', AttrSet.of({ message }), type);
  }
  addCheck(type: Slot, check: (value: Slot) => boolean): AttrSet {
    return this.#made('addCheck', type, new PrimOp('check', 1, check));
  }
  submodule(modules: readonly Slot[]): AttrSet {
    return this.#made('submodule', modules);
  }
  submoduleWith(fields: Parameters<NativeTypes['submoduleWith']>[0]): AttrSet {
    const { modules, specialArgs, shorthandOnlyDefinesConfig, description, class: moduleClass } = fields;
    return this.#made(
      'submoduleWith',
      AttrSet.of({
        modules,
        specialArgs: specialArgsSlot(specialArgs),
        shorthandOnlyDefinesConfig:
          shorthandOnlyDefinesConfig === undefined ? false : shorthandOnlyDefinesConfig,
        description: description ?? null,
        class: moduleClass ?? null,
      }),
    );
  }
  deferredModuleWith({ staticModules }: { readonly staticModules: readonly Slot[] }): AttrSet {
    return this.#made('deferredModuleWith', AttrSet.of({ staticModules }));
  }
  attrTag(tags: AttrSet): AttrSet {
    return this.#made('attrTag', tags);
  }

  #plain(name: string, ...inner: readonly string[]): AttrSet {
    let found = attribute(forceAttrs(this.#types), name);
    for (const part of inner) found = attribute(forceAttrs(found), part);
    return forceAttrs(found);
  }

  #made(name: string, ...args: readonly Slot[]): AttrSet {
    return forceAttrs(callFunction(attribute(forceAttrs(this.#types), name), ...args));
  }
}
