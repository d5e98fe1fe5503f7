/** Where things of the inventory are written: file and line of machines, tags, instances and members. */
import { relativeTo } from '../../../../../shared/base/posix-path';
import type { DefinitionPlace } from '../../../../../shared/clan/evaluation';
import { definingFile, describeFile } from '../../../../../shared/clan/definition-place';
import { force, forceString, isList } from '../../nix';
import type { DefinitionInfo } from '../../modules';
import { sourceSpan } from '../diagnostics';
import { attempt } from '../guarded';
import type { InventoryView } from './inventory-view';

/** Answers where something is written; nothing fails, what is not known is undefined. */
export interface InventoryPlaces {
  /** Where the thing at a path of the inventory is defined; `known` when no evaluation tells. */
  definedIn(path: readonly string[], known: readonly DefinitionPlace[]): readonly DefinitionPlace[];
  /** Where a static tag lists its machines. */
  tag(tag: string): DefinitionPlace | undefined;
  /** Where a machine is given a tag. */
  machineTag(machine: string, tag: string): DefinitionPlace | undefined;
  /** Where something below an instance is written. */
  member(instance: string, path: readonly string[]): DefinitionPlace | undefined;
}

/** Where a definition is written. */
export function definitionPlace(definition: DefinitionInfo, directory: string): DefinitionPlace {
  const described = describeFile(definition.file, directory);
  const { span } = definition;
  if (described.kind === 'clan' || described.kind === 'directory' || span === undefined) return described;
  if (span.source.path === '' || span.source.path.startsWith('«')) return described;
  const place = sourceSpan(span, directory);
  const isSameFile = relativeTo(definingFile(definition.file), directory) === place.path;
  if (described.kind === 'json') return isSameFile ? { ...described, span: place } : described;
  return { kind: 'nix', span: place, label: `${place.path}:${place.line}` };
}

/** Reads places from the evaluation behind the clan. */
export function memberPlaces(view: InventoryView): InventoryPlaces {
  const definitionsOf = (path: readonly string[]): readonly DefinitionInfo[] =>
    attempt(
      () => view.state.clanDefinitions(['inventory', ...path]),
      () => undefined,
    ) ?? [];
  const placesOf = (path: readonly string[]): readonly DefinitionPlace[] =>
    definitionsOf(path)
      .filter((definition) => definition.outcome !== 'overridden' && !definition.isDefault)
      .map((definition) => definitionPlace(definition, view.directory));
  const first = (places: readonly DefinitionPlace[]): DefinitionPlace | undefined =>
    places.find((place) => place.kind !== 'clan' && place.kind !== 'json') ??
    places.find((place) => place.kind !== 'clan');
  return {
    definedIn: (path, known) => {
      const places = placesOf(path);
      return places.length === 0 ? known : distinct(places);
    },
    tag: (tag) => first(placesOf(['tags', tag])),
    machineTag: (machine, tag) => {
      const naming = definitionsOf(['machines', machine, 'tags']).filter(
        (definition) => definition.outcome !== 'overridden' && holds(definition, tag),
      );
      return first(naming.map((definition) => definitionPlace(definition, view.directory)));
    },
    member: (instance, path) => first(placesOf(['instances', instance, ...path])),
  };
}

function distinct(places: readonly DefinitionPlace[]): readonly DefinitionPlace[] {
  return [...new Map(places.map((place) => [place.label, place])).values()];
}

function holds(definition: DefinitionInfo, tag: string): boolean {
  const found = attempt(
    () => {
      const list = force(definition.value);
      return isList(list) && list.some((item) => forceString(item) === tag);
    },
    () => undefined,
  );
  return found === true;
}
