import { err, ok } from '../../../shared/base/result';
import type { MachineModel } from '../embedded';
import type { Asking } from './asking';
import { readInventory } from './clan-questions';
import { isOfEvaluation } from './flake-questions';
import type { Answer } from './flake-questions';
import type { TreePlace } from './tree-reader';

/**
 * Where a machine's configuration is: machines are kept apart by class. A machine can be there although the inventory
 * as a whole does not evaluate (a check of the clan that does not hold).
 */
export async function machinePlace(asking: Asking, machine: string): Promise<Answer<TreePlace>> {
  const { directory } = asking;
  const facts = await readInventory(asking);
  if (!facts.ok) {
    if (!isOfEvaluation(facts.error)) return facts;
    const attribute = await outputOf(asking, machine);
    return attribute === undefined ? facts : ok({ attribute, machine, directory });
  }
  const found = facts.value.machines.find((candidate) => candidate.name === machine);
  if (found === undefined) {
    return err([
      {
        code: 'nix.missing-attribute',
        severity: 'error',
        message: `the clan has no machine '${machine}'`,
        target: { kind: 'machine', machine },
      },
    ]);
  }
  return ok({ attribute: attributeOf(found), machine, directory });
}

async function outputOf({ questions }: Asking, machine: string): Promise<string | undefined> {
  for (const attribute of ['nixosConfigurations', 'darwinConfigurations']) {
    const names = await questions.ask(attribute, 'builtins.attrNames x');
    if (names.ok && Array.isArray(names.value) && names.value.includes(machine)) return attribute;
  }
  return undefined;
}

/** The output of the flake that has machines of this class. */
export function attributeOf({ machineClass }: MachineModel): 'nixosConfigurations' | 'darwinConfigurations' {
  return machineClass === 'darwin' ? 'darwinConfigurations' : 'nixosConfigurations';
}
