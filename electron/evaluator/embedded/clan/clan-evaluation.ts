/**
 * One evaluation of a clan from its files: the flake, the native inputs, the interpreter that holds what was computed.
 * It is thrown away when something it has read changes; parsed files outlive it in the interpreter.
 */
import { AttrSet, NixError, callFunction, force, forceAttrs } from '../nix';
import type { Interpreter, NixIo, Slot, Value } from '../nix';
import type { DefinitionInfo, ModuleSystem, NativeModuleSystem } from '../modules';
import { clanDefinitions } from './configuration-registry';
import type { PlacedClan } from './configuration-registry';
import type { ServiceOrigin } from './core/origins';
import type { ServiceHabits } from './core/service-habits';
import { loadFlake } from './flake/load-flake';
import type { LoadedFlake } from './flake/load-flake';
import { kindOf } from './flake/native-inputs';
import type { NativeInputs } from './flake/native-inputs';
import { requireInput } from './missing-input';
import { slotAt, slotIfAny, sortedEntries } from './nix-values';

/** What an evaluation is made from. */
export interface EvaluationOptions {
  readonly interpreter: Interpreter;
  readonly inputs: NativeInputs;
  readonly io: NixIo;
  readonly directory: string;
  readonly overrideInputs: Readonly<Record<string, string>>;
  /** What {@link inputs} evaluates modules with. */
  readonly system: () => ModuleSystem;
  /** The same where that is the native module system, which knows where values come from. */
  readonly nativeSystem: () => NativeModuleSystem;
  /**
   * The same clan evaluated natively, where this evaluation is made by a checkout's module system, which cannot tell
   * where values come from.
   */
  readonly witness?: ClanEvaluationState;
  /** Inputs that there are natively are so even where the user put a checkout in their place. */
  readonly isNativeOnly?: boolean;
}

/** A machine in a role of an instance. */
export interface SettingsMember {
  readonly instance: string;
  readonly role: string;
  readonly machine: string;
}

/** One evaluation; everything in it is lazy. */
export class ClanEvaluationState {
  #flake: LoadedFlake | undefined;
  #placedClan: { readonly found: PlacedClan | undefined } | undefined;

  constructor(private readonly options: EvaluationOptions) {}

  get system(): ModuleSystem {
    return this.options.system();
  }

  /** Fails, as {@link clan} does, when the flake defines no clan. */
  requireClan(): void {
    forceAttrs(this.clan);
  }

  /** The definitions of what stands at a path of the clan; none when the flake hands out another set than it was given. */
  clanDefinitions(path: readonly string[]): readonly DefinitionInfo[] {
    const { witness, nativeSystem } = this.options;
    return witness?.clanDefinitions(path) ?? clanDefinitions(nativeSystem(), this.#placed(), path);
  }

  /** The definitions of what stands at a path of a machine's configuration; none when it was not evaluated natively. */
  machineDefinitions(machine: string, path: readonly string[]): readonly DefinitionInfo[] {
    const { witness, nativeSystem } = this.options;
    if (witness !== undefined) return witness.machineDefinitions(machine, path);
    const value = this.machine(machine);
    const configuration = value instanceof AttrSet ? nativeSystem().configurationOf(value) : undefined;
    return configuration === undefined ? [] : nativeSystem().definitionsOf(configuration, path);
  }

  /** The definitions of one setting that a machine has in a role of an instance; none when there is no such member. */
  settingDefinitions(member: SettingsMember, setting: readonly string[]): readonly DefinitionInfo[] {
    const { witness, nativeSystem } = this.options;
    if (witness !== undefined) return witness.settingDefinitions(member, setting);
    const { instance, role, machine } = member;
    const services = sortedEntries(slotAt(this.clan, '_services', 'allServices'));
    const used = services.find(([, service]) => slotIfAny(service, 'instances', instance) !== undefined);
    const path = ['instances', instance, 'roles', role, 'machines', machine, 'finalSettings'];
    const settings = used === undefined ? undefined : slotIfAny(used[1], ...path);
    if (settings === undefined) return [];
    // What services get is a set of its own; extended by nothing it is an evaluation again.
    const evaluated = forceAttrs(callFunction(slotAt(settings, 'extendModules'), AttrSet.empty));
    const configuration = nativeSystem().configurationOf(evaluated);
    return configuration === undefined ? [] : nativeSystem().definitionsOf(configuration, setting);
  }

  /** Which service, instance and role a definition in a machine comes from; undefined when from no service. */
  originOf(definition: DefinitionInfo): ServiceOrigin | undefined {
    const { witness, inputs } = this.options;
    return witness === undefined ? inputs.origins.find(definition.file) : witness.originOf(definition);
  }

  /** What the code of services does that current Clan has another way for. */
  get habits(): ServiceHabits {
    return this.options.inputs.origins.habits;
  }

  /** The evaluation behind the clan. */
  #placed(): PlacedClan | undefined {
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
        checkoutInput: (folder, name, url) => this.#checkoutInput(folder, name, url),
        sourceInfo: (folder) => this.options.interpreter.sourceInfo(folder),
        overrides: this.options.overrideInputs,
      },
      this.options.directory,
    );
    return this.#flake;
  }

  #checkoutInput(folder: string, name: string, url: string | undefined): Slot | undefined {
    const { inputs, isNativeOnly } = this.options;
    if (isNativeOnly !== true) return inputs.findAt(folder, name, url);
    const isServices = kindOf(name, url) === 'clan-core';
    return isServices ? inputs.findAt(folder, name, url) : inputs.find(name, url);
  }

  /** The clan that the flake defines. Throws NixError when it defines none. */
  get clan(): AttrSet {
    const clan = slotIfAny(this.flake.self, 'clan');
    if (clan !== undefined) {
      requireInput(force(clan));
      return forceAttrs(clan, "the flake's output 'clan'");
    }
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
