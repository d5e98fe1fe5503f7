/** Where a value of a machine comes from, as the module system tells: `definitionsWithLocations` of its option. */
import { isJsonObject } from '../../../shared/base/json';
import type { Json, JsonPath } from '../../../shared/base/json';
import { ok } from '../../../shared/base/result';
import { isInside } from '../../../shared/base/posix-path';
import { describeFile } from '../../../shared/clan/definition-place';
import type { DefinitionPlace, Provenance, ValueDefinition } from '../../../shared/clan/evaluation';
import { valueBlock } from '../../../shared/clan/value-block';
import { valueText } from '../../../shared/clan/value-text';
import { stringAt, toPlainJson } from '../embedded';
import type { Asking } from './asking';
import { provenanceText } from './expressions';
import type { Answer } from './flake-questions';
import { machinePlace } from './machine-place';

const lineWidth = 80;
const plainPriority = 100;

/**
 * The definitions of the option at a path, or of the nearest one above it. Definitions that were overridden are not among
 * them: Nix does not keep those.
 */
export async function machineProvenance(
  asking: Asking,
  machine: string,
  path: JsonPath,
): Promise<Answer<Provenance>> {
  const place = await machinePlace(asking, machine);
  if (!place.ok) return place;
  const text = provenanceText(machine, path.map(String));
  const answer = await asking.questions.ask(place.value.attribute, text);
  if (!answer.ok) return answer;
  const found = toPlainJson(answer.value);
  const about = isJsonObject(found) ? found : {};
  const definitions = listOf(about['definitions']).filter(isJsonObject);
  const priority = typeof about['priority'] === 'number' ? about['priority'] : plainPriority;
  return ok({
    machine,
    path,
    definitions: definitions.map((definition): ValueDefinition => {
      const file = stringAt(definition, 'file') ?? '';
      return {
        ...originOf(file),
        place: placeOf(file, asking.directory),
        priority,
        outcome: definitions.length === 1 ? 'won' : 'merged',
        text: valueText(definition['value'] ?? null, lineWidth),
      };
    }),
    text: valueBlock(about['value'] ?? null),
  });
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** Instance, role and label of a module that a service made. */
function originOf(file: string): Pick<ValueDefinition, 'instance' | 'role' | 'via'> {
  const [, instance, role] = /^Via instances\.(.+)\.roles\.(.+)\.machines\./.exec(file) ?? [];
  if (instance === undefined || role === undefined) return {};
  return { instance, role, via: file };
}

/** Files of inputs keep the input's name in front; nobody can open them from here. */
function placeOf(file: string, directory: string): DefinitionPlace {
  if (file.startsWith('Via ')) return { kind: 'nix', label: file };
  if (file.startsWith('<')) return { kind: 'clan', label: file };
  const described = describeFile(file, directory);
  if (described.kind !== 'nix' || !isInside(file, directory)) return described;
  // Nix keeps the file of a definition and not its line.
  return { ...described, span: { path: described.label, line: 1, column: 1 } };
}
