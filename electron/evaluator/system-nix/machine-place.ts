import { err, ok } from '../../../shared/base/result';
import type { MachineModel } from '../embedded';
import type { Asking } from './asking';
import { readInventory } from './clan-questions';
import type { Answer } from './flake-questions';
import type { TreePlace } from './tree-reader';

/** Where a machine's configuration is: machines are kept apart by class. */
export async function machinePlace(asking: Asking, machine: string): Promise<Answer<TreePlace>> {
  const facts = await readInventory(asking);
  if (!facts.ok) return facts;
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
  return ok({ attribute: attributeOf(found), machine, directory: asking.directory });
}

/** The output of the flake that has machines of this class. */
export function attributeOf({ machineClass }: MachineModel): 'nixosConfigurations' | 'darwinConfigurations' {
  return machineClass === 'darwin' ? 'darwinConfigurations' : 'nixosConfigurations';
}
