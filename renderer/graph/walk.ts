/**
 * Moving through the graph by key. Up and down stay in a column; left and right follow the assignments: machine or tag,
 * its edges, their roles. Where nothing is assigned, the nearest thing of the next column is taken, so that every thing
 * can be reached.
 */
import { roleMiddle } from './layout/measures';
import type { GraphEdgeItem, GraphModel } from './model';

/** Something that can have the focus: a node, the head of an instance, a role, an edge. */
export interface Stop {
  readonly id: string;
  /** The node that has to be in view. */
  readonly node: string;
  readonly y: number;
}

export interface WalkMap {
  /** Left to right, each from top to bottom. */
  readonly columns: readonly (readonly Stop[])[];
  readonly edges: readonly GraphEdgeItem[];
}

/** The end of an edge from which it was reached: its neighbours up and down are the other edges of that end. */
export type Side = 'from' | 'to';

export interface Step {
  readonly id: string;
  readonly side: Side;
}

export type WalkKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

const keys: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

export function isWalkKey(key: string): key is WalkKey {
  return keys.has(key);
}

/** The stop of a role. An instance's own stop is its node. */
export function roleStop(instance: string, role: string): string {
  return `role:${instance}/${role}`;
}

/** Everything that can have the focus; `top` tells where a node lies. */
export function walkMap(model: GraphModel, top: (node: string) => number): WalkMap {
  const stops = (items: readonly { readonly id: string }[]) =>
    items.map(({ id }): Stop => ({ id, node: id, y: top(id) }));
  const instances = model.instances.flatMap(({ id, name, roles }): Stop[] => [
    { id, node: id, y: top(id) },
    ...roles.map((role, index) => ({
      id: roleStop(name, role.name),
      node: id,
      y: top(id) + roleMiddle(index),
    })),
  ]);
  const columns = [stops(model.fleet.flat()), stops(model.tags), instances]
    .filter((column) => column.length > 0)
    .map((column) => [...column].sort((a, b) => a.y - b.y));
  return { columns, edges: model.edges };
}

/** Where a key leads from a stop; null: nowhere. */
export function walk(map: WalkMap, at: Step, key: WalkKey): Step | null {
  const edge = map.edges.find(({ id }) => id === at.id);
  return edge === undefined ? walkFromStop(map, at.id, key) : walkFromEdge(map, edge, at.side, key);
}

function walkFromEdge(map: WalkMap, edge: GraphEdgeItem, side: Side, key: WalkKey): Step | null {
  if (key === 'ArrowLeft') return { id: edge.from, side: 'from' };
  if (key === 'ArrowRight') return { id: roleStop(edge.instance, edge.role), side: 'to' };
  const siblings = side === 'from' ? edgesFrom(map, edge.from) : edgesTo(map, edge);
  const next = neighbour(siblings, edge, key);
  return next === undefined ? null : { id: next.id, side };
}

function walkFromStop(map: WalkMap, id: string, key: WalkKey): Step | null {
  const column = map.columns.findIndex((stops) => stops.some((stop) => stop.id === id));
  const stops = map.columns[column] ?? [];
  const here = stops.find((stop) => stop.id === id);
  if (here === undefined) return null;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') {
    const next = neighbour(stops, here, key);
    return next === undefined ? null : { id: next.id, side: 'from' };
  }
  const side = key === 'ArrowRight' ? 'from' : 'to';
  const edge = map.edges.find((candidate) => (side === 'from' ? candidate.from : targetOf(candidate)) === id);
  if (edge !== undefined) return { id: edge.id, side };
  const beside = nearest(map.columns[column + (side === 'from' ? 1 : -1)] ?? [], here.y);
  return beside === undefined ? null : { id: beside.id, side };
}

function neighbour<T>(list: readonly T[], at: T, key: WalkKey): T | undefined {
  switch (key) {
    case 'Home':
      return list[0];
    case 'End':
      return list.at(-1);
    case 'ArrowUp':
      return list[list.indexOf(at) - 1];
    default:
      return list[list.indexOf(at) + 1];
  }
}

function nearest(stops: readonly Stop[], y: number): Stop | undefined {
  return stops.reduce<Stop | undefined>(
    (best, stop) => (best === undefined || Math.abs(stop.y - y) < Math.abs(best.y - y) ? stop : best),
    undefined,
  );
}

function edgesFrom(map: WalkMap, node: string): readonly GraphEdgeItem[] {
  return map.edges.filter(({ from }) => from === node);
}

function edgesTo(map: WalkMap, { instance, role }: GraphEdgeItem): readonly GraphEdgeItem[] {
  return map.edges.filter((edge) => edge.instance === instance && edge.role === role);
}

function targetOf({ instance, role }: GraphEdgeItem): string {
  return roleStop(instance, role);
}
