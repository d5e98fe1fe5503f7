/**
 * One evaluation of a clan from its files: the flake, the native inputs, the interpreter that holds what was computed.
 * It is thrown away when something it has read changes; parsed files outlive it in the interpreter.
 */
import { NixError, force, forceAttrs } from '../nix';
import type { AttrSet, Interpreter, NixIo, Value } from '../nix';
import type { ModuleSystem } from '../modules';
import type { PlacedClan } from './configuration-registry';
import type { ServiceOrigins } from './core/origins';
import { loadFlake } from './flake/load-flake';
import type { LoadedFlake } from './flake/load-flake';
import type { NativeInputs } from './flake/native-inputs';
import { slotIfAny } from './nix-values';

/** What an evaluation is made from. */
export interface EvaluationOptions {
  readonly interpreter: Interpreter;
  readonly inputs: NativeInputs;
  readonly io: NixIo;
  readonly directory: string;
  readonly overrideInputs: Readonly<Record<string, string>>;
}

/** One evaluation; everything in it is lazy. */
export class ClanEvaluationState {
  #flake: LoadedFlake | undefined;
  #placedClan: { readonly found: PlacedClan | undefined } | undefined;

  constructor(private readonly options: EvaluationOptions) {}

  get system(): ModuleSystem {
    return this.options.inputs.system;
  }

  /** Fails, as {@link clan} does, when the flake defines no clan. */
  requireClan(): void {
    forceAttrs(this.clan);
  }

  /** Which service, instance and role the modules of machines come from. */
  get origins(): ServiceOrigins {
    return this.options.inputs.origins;
  }

  /** The evaluation behind the clan; undefined when the flake hands out another set than it was given. */
  get placedClan(): PlacedClan | undefined {
    this.#placedClan ??= { found: this.options.inputs.configurations.find(this.clan) };
    return this.#placedClan.found;
  }

  /** The flake. Throws NixError when there is none. */
  get flake(): LoadedFlake {
    this.#flake ??= loadFlake(
      {
        io: this.options.io,
        evalFile: (path) => this.options.interpreter.evalFile(path),
        nativeInput: (name, url) => this.options.inputs.find(name, url),
        overrides: this.options.overrideInputs,
      },
      this.options.directory,
    );
    return this.#flake;
  }

  /** The clan that the flake defines. Throws NixError when it defines none. */
  get clan(): AttrSet {
    const clan = slotIfAny(this.flake.self, 'clan');
    if (clan !== undefined) return forceAttrs(clan, "the flake's output 'clan'");
    const made = this.#clanMade();
    if (made !== undefined) return made;
    throw new NixError(
      'missing-attribute',
      "the flake has no output 'clan'",
      undefined,
      'A clan flake hands its configuration out: `clan = (clan-core.lib.clan { … }).config;` in its outputs.',
    );
  }

  /** The clan of a flake that hands out only parts of it, as older ones do. */
  #clanMade(): AttrSet | undefined {
    for (const output of ['clanInternals', 'nixosConfigurations', 'darwinConfigurations']) {
      const part = slotIfAny(this.flake.self, output);
      if (part !== undefined) force(part);
    }
    return this.options.inputs.configurations.latest();
  }

  /** The configuration of a machine, as an evaluation of modules. Throws NixError when there is no such machine. */
  machine(name: string): Value {
    const clan = this.clan;
    for (const kind of ['nixosConfigurations', 'darwinConfigurations']) {
      const found = slotIfAny(clan, kind, name);
      if (found !== undefined) return force(found);
    }
    throw new NixError('missing-attribute', `the clan has no machine '${name}'`);
  }
}
