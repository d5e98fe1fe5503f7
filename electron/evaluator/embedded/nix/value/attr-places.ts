/** Where the attributes of a set were written, in the forms that sets keep it. */
import type { Span } from '../source/source-file';
import type { ShapePlaces } from './shape';

/** By name. */
export type PlaceMap = ReadonlyMap<string, Span>;
/** By name, or a function that tells it when asked. */
export type KnownPlaces = PlaceMap | undefined | (() => PlaceMap | undefined);
/** As {@link KnownPlaces}, or in the order of a shape. */
export type Places = KnownPlaces | ShapePlaces;

/** What `forEach` of a set offers: a look at every name. */
interface Named {
  forEach(visit: (slot: unknown, name: string) => void): void;
}

/** The places of `left // right`: an attribute of the right one is where that says, even when that says nothing. */
export function joinPlaces(
  under: PlaceMap | undefined,
  over: PlaceMap | undefined,
  right: Named,
): PlaceMap | undefined {
  if (under === undefined && over === undefined) return undefined;
  const places = new Map(under);
  right.forEach((_, name) => {
    const place = over?.get(name);
    if (place === undefined) places.delete(name);
    else places.set(name, place);
  });
  return places;
}

/** The places, computed if need be. */
export function resolved(places: KnownPlaces): PlaceMap | undefined {
  return typeof places === 'function' ? places() : places;
}

/** Whether places are in the order of a shape. */
export function isShapePlaces(places: Places): places is ShapePlaces {
  return Array.isArray(places);
}

/** Places in the order of a shape, where they are. */
export function shapePlaces(places: Places): ShapePlaces | undefined {
  return isShapePlaces(places) ? places : undefined;
}

/** Places in the order of these names, by name. */
export function placeMap(names: readonly string[], places: ShapePlaces): PlaceMap {
  const map = new Map<string, Span>();
  names.forEach((name, index) => {
    const place = places[index];
    if (place !== undefined) map.set(name, place);
  });
  return map;
}
