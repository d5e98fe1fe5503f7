/** What is not there because a flake input is not on this machine, said so that a checkout of it can be offered. */
import type { Diagnostic } from '../../../../../shared/base/diagnostic';
import { definingFile } from '../../../../../shared/clan/definition-place';
import { relativeTo } from '../../../../../shared/base/posix-path';
import type { LeftOutModule } from '../../modules';
import { checkoutHint, inputsIn } from '../missing-input';

/** Modules that the clan itself goes without: one finding for each input, and one for each module of no input. */
export function clanModuleNotices(
  modules: readonly LeftOutModule[],
  directory: string,
): readonly Diagnostic[] {
  const byInput = new Map<string, LeftOutModule[]>();
  for (const module of modules) {
    // A part of a machine that imports modules of NixOS: every machine goes without NixOS.
    if (module.text.startsWith('/modules/')) continue;
    const key = inputsIn(module.text)[0] ?? '';
    byInput.set(key, [...(byInput.get(key) ?? []), module]);
  }
  return [...byInput].map(([input, all]): Diagnostic => {
    const texts = [...new Set(all.map(({ text }) => text))];
    const files = [...new Set(all.map(({ importer }) => relativeTo(definingFile(importer), directory)))];
    const message = `The clan is shown without ${listed(texts)}, imported by ${listed(files)}: ${reasonOf(input)}. Machines, instances and options that only come from there are not to be seen.`;
    return {
      code: 'clan.left-out',
      severity: 'warning',
      message,
      ...offer(input),
      target: { kind: 'clan' },
    };
  });
}

/** Modules that a machine goes without, one finding for each. */
export function machineModuleNotices(
  modules: readonly LeftOutModule[],
  machine: string,
  directory: string,
): readonly Diagnostic[] {
  return modules.map(({ text, importer }): Diagnostic => {
    const input = inputsIn(text)[0] ?? '';
    const file = relativeTo(definingFile(importer), directory);
    return {
      code: 'machine.left-out',
      severity: 'info',
      message: `The preview goes without the module ${text}, which ${file} imports: ${reasonOf(input)}.`,
      ...offer(input),
      target: { kind: 'machine', machine },
    };
  });
}

/** An instance that previews go without, because its service is not on this machine. */
export interface LeftOutInstance {
  readonly instance: string;
  /** The service's name in its input. */
  readonly service: string;
  /** The input that has the service, by the name that an override takes. */
  readonly input: string;
}

/** Instances that a machine goes without, one finding for each. */
export function machineServiceNotices(
  instances: readonly LeftOutInstance[],
  machine: string,
): readonly Diagnostic[] {
  return instances.map(({ instance, service, input }) => ({
    code: 'machine.left-out',
    severity: 'info',
    message: `The preview goes without the service ${service} of the input ${input}, which the instance ${instance} uses: ${reasonOf(input)}.`,
    ...offer(input),
    target: { kind: 'machine', machine },
  }));
}

/** Inputs that values of a machine stand for; those that were told of before are left out. */
export function machineInputNotices(
  inputs: Iterable<string>,
  known: readonly Diagnostic[],
  machine: string,
): readonly Diagnostic[] {
  const told = new Set(known.map(({ input }) => input));
  return [...inputs]
    .filter((input) => !told.has(input))
    .sort()
    .map((input) => ({
      code: 'machine.missing-input',
      severity: 'info',
      message: `What the flake input ${input} gives to this machine is shown as «inputs.${input}…»: the input is not on this machine.`,
      ...offer(input),
      target: { kind: 'machine', machine },
    }));
}

function reasonOf(input: string): string {
  return input === ''
    ? 'only system Nix can load it'
    : `the flake input ${input} is not on this machine, and inputs are not fetched`;
}

function offer(input: string): { readonly input?: string; readonly hint?: string } {
  return input === '' ? {} : { input, hint: checkoutHint(input) };
}

function listed(names: readonly string[]): string {
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
  const last = names.at(-1) ?? '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
