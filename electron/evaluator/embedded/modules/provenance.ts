/**
 * Where values come from. Walks from an evaluation down a path: through option groups, into submodules, into the
 * elements of collections and the leaves of freeform values, and lists the definitions found at the end. Nothing is
 * recorded while values are merged beyond what merging keeps anyway, so this costs only when asked.
 */
import { AttrSet, force } from '../nix';
import type { DefinitionInfo } from './api';
import { RawDefinition } from './definition';
import type { Definition } from './definition';
import { discharge, pushDown, sortByOrder } from './discharge';
import type { Discharged, PushedConfig } from './discharge';
import { Evaluation } from './evaluation';
import { MergedDefinitions } from './merge-definitions';
import { OptionGroup, nodeAt } from './option-tree';
import { OptionNode } from './option-node';
import { importersOf } from './module-chains';
import { defaultOrderPriority } from './properties';

/** A definition that lost, with the priority that made it lose. */
interface Loser {
  readonly definition: Definition;
  readonly priority: bigint;
}

/** A place on the way: what is merged there, and the definitions that lost further up. */
interface Place {
  readonly merged: MergedDefinitions;
  readonly losers: readonly Loser[];
}

/**
 * All definitions at a path of the configuration, winners first (clan-semantics 3.2, 3.3); see
 * `NativeModuleSystem.definitionsOf`.
 */
export function definitionsOf(evaluation: Evaluation, path: readonly string[]): DefinitionInfo[] {
  const visited: Evaluation[] = [];
  const place = placeAt(evaluation, path, visited);
  return place === undefined ? [] : describe(place, visited);
}

/** The option set (`lib.options.mkOption`) that declares what stands at a path; see `NativeModuleSystem.optionAt`. */
export function optionAt(evaluation: Evaluation, path: readonly string[]): AttrSet | undefined {
  const { node, rest } = nodeAt(evaluation.root, path);
  if (!(node instanceof OptionNode)) return undefined;
  if (rest.length === 0) return node.set;
  const inner = enclosedEvaluation({ merged: node.merged, losers: [] }, rest);
  return inner === undefined ? undefined : optionAt(inner.evaluation, inner.rest);
}

/** `visited` gets the evaluations on the way, outermost first. */
function placeAt(evaluation: Evaluation, path: readonly string[], visited: Evaluation[]): Place | undefined {
  visited.push(evaluation);
  const { node, rest } = nodeAt(evaluation.root, path);
  if (node instanceof OptionGroup) {
    if (rest.length === 0) return undefined;
    return freeformPlace(evaluation, path, visited);
  }
  return descend({ merged: node.merged, losers: [] }, rest, visited);
}

/** What no option takes is merged by the freeform type, as one set from the top. */
function freeformPlace(
  evaluation: Evaluation,
  path: readonly string[],
  visited: Evaluation[],
): Place | undefined {
  const merged = evaluation.freeformMerged;
  return merged === undefined ? undefined : descend({ merged, losers: [] }, path, visited);
}

function descend(start: Place, path: readonly string[], visited: Evaluation[]): Place | undefined {
  let place: Place | undefined = start;
  for (const [index, name] of path.entries()) {
    const here: Place | undefined = place === undefined ? undefined : unwrapped(place);
    const parts = here?.merged.parts;
    if (here === undefined) return undefined;
    if (parts?.kind === 'configuration' && parts.configuration instanceof Evaluation) {
      return placeAt(parts.configuration, path.slice(index), visited);
    }
    if (parts?.kind === 'elements') {
      place = elementPlace(here, parts.elements.get(name), name);
    } else if (parts?.kind === 'list') {
      const element = parts.elements[Number(name)];
      place = element === undefined ? undefined : { merged: element, losers: [] };
    } else {
      place = insidePlace(here, name);
    }
  }
  return place;
}

/** Follows types that only wrap another one. */
function unwrapped(place: Place): Place {
  let here = place;
  for (let parts = here.merged.parts; parts?.kind === 'same'; parts = here.merged.parts) {
    here = { merged: parts.merged, losers: lost(here) };
  }
  return here;
}

function elementPlace(
  parent: Place,
  element: MergedDefinitions | undefined,
  name: string,
): Place | undefined {
  const losers = lost(parent).flatMap((loser) => attributeOf(loser, name));
  if (element !== undefined) return { merged: element, losers };
  if (losers.length === 0) return undefined;
  return { merged: new MergedDefinitions([...parent.merged.loc, name], parent.merged.type, []), losers };
}

/** Inside a value whose type does not look into it: the attributes as they are written. */
function insidePlace(parent: Place, name: string): Place | undefined {
  const raw = parent.merged.definitions.flatMap((definition) => {
    const value = force(definition.value);
    const slot = value instanceof AttrSet ? value.get(name) : undefined;
    if (!(value instanceof AttrSet) || slot === undefined) return [];
    return [
      new RawDefinition(definition.file, slot, { set: value, name }, definition.wraps, definition.isDefault),
    ];
  });
  const losers = lost(parent).flatMap((loser) => attributeOf(loser, name));
  if (raw.length === 0 && losers.length === 0) return undefined;
  return { merged: new MergedDefinitions([...parent.merged.loc, name], parent.merged.type, raw), losers };
}

/** The definitions at a place that lost there, and those that lost before. */
function lost({ merged, losers }: Place): Loser[] {
  const best = merged.highestPrio;
  return [...merged.allDischarged().filter(({ priority }) => priority !== best), ...losers];
}

/** What a lost definition says about one attribute. */
function attributeOf({ definition, priority }: Loser, name: string): Loser[] {
  const pushed: PushedConfig[] = [];
  pushDown(definition.file, definition.value, [], pushed);
  const found: Discharged[] = [];
  for (const { file, value, wraps } of pushed) {
    const set = force(value);
    const slot = set instanceof AttrSet ? set.get(name) : undefined;
    if (!(set instanceof AttrSet) || slot === undefined) continue;
    discharge(new RawDefinition(file, slot, { set, name }, wraps, definition.isDefault), found);
  }
  return found.map((item) => ({ definition: item.definition, priority }));
}

function describe(place: Place, visited: readonly Evaluation[]): DefinitionInfo[] {
  const { merged } = place;
  const best = merged.highestPrio;
  const winners = merged.definitions;
  const outcome = winners.length === 1 ? 'won' : 'merged';
  return [
    ...winners.map((definition) => info(definition, best, outcome, visited)),
    ...lost(place).map(({ definition, priority }) =>
      info(stripped(definition), priority, 'overridden', visited),
    ),
  ];
}

function stripped(definition: Definition): Definition {
  return sortByOrder([definition])[0] ?? definition;
}

function info(
  definition: Definition,
  priority: bigint,
  outcome: DefinitionInfo['outcome'],
  visited: readonly Evaluation[],
): DefinitionInfo {
  const { file } = definition;
  return {
    file,
    span: definition.span,
    isDefault: definition.isDefault,
    priority: Number(priority),
    order: Number(definition.order ?? defaultOrderPriority),
    outcome,
    conditions: definition.conditions.map(({ text }) => text),
    value: definition.value,
    get importedBy() {
      return importersOf(file, visited);
    },
  };
}

/** The first evaluation of a submodule on the way down a path, and what is left of the path there. */
function enclosedEvaluation(
  start: Place,
  path: readonly string[],
): { evaluation: Evaluation; rest: readonly string[] } | undefined {
  let merged: MergedDefinitions = unwrapped(start).merged;
  for (const [index, name] of path.entries()) {
    const parts = merged.parts;
    if (parts?.kind === 'configuration' && parts.configuration instanceof Evaluation) {
      return { evaluation: parts.configuration, rest: path.slice(index) };
    }
    const element: MergedDefinitions | undefined =
      parts?.kind === 'elements'
        ? parts.elements.get(name)
        : parts?.kind === 'list'
          ? parts.elements[Number(name)]
          : undefined;
    if (element === undefined) return undefined;
    merged = unwrapped({ merged: element, losers: [] }).merged;
  }
  return undefined;
}
