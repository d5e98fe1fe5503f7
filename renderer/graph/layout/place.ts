/**
 * Left to right is the direction of assignment, so the columns are given: machines in their groups, tags, instances.
 * What is left to find is the order of the tags between them: that is the crossing minimisation of elkjs, with both
 * outer columns as fixed blocks whose ports are the machines and the roles. In that order each tag then gets the height
 * closest to what it links.
 */
import type { GraphModel } from '../model';
import { instanceHeight, measures, roleMiddle, tagWidth } from './measures';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export type Places = ReadonlyMap<string, Place>;

/** Where the outer columns go. Depends on nothing but the model. */
export function placeColumns(model: GraphModel): Places {
  const places = new Map<string, Place>();
  let y = 0;
  for (const group of model.fleet) {
    for (const item of group) {
      places.set(item.id, { x: 0, y });
      y += measures.machine.height + measures.machine.gap;
    }
    y += measures.groupGap;
  }
  y = 0;
  const x = model.tags.length > 0 ? measures.instanceColumn : measures.tagColumn + 40;
  for (const instance of model.instances) {
    places.set(instance.id, { x, y });
    y += instanceHeight(instance) + measures.instance.gap;
  }
  return places;
}

/** Middles of the machines that carry a tag and of the roles that use it. */
export interface TagLinks {
  readonly id: string;
  readonly sources: readonly { readonly node: string; readonly y: number }[];
  readonly targets: readonly { readonly port: string; readonly y: number }[];
}

export function tagLinks(model: GraphModel, columns: Places): readonly TagLinks[] {
  const roles = new Map<string, number>();
  for (const instance of model.instances) {
    const top = columns.get(instance.id)?.y ?? 0;
    instance.roles.forEach((role, index) =>
      roles.set(JSON.stringify([instance.name, role.name]), top + roleMiddle(index)),
    );
  }
  return model.tags.map((tag) => {
    const nodes = new Set(
      (model.machinesOfTag.get(tag.name) ?? []).flatMap((machine) => model.nodeOfMachine.get(machine) ?? []),
    );
    return {
      id: tag.id,
      sources: [...nodes].map((node) => ({
        node,
        y: (columns.get(node)?.y ?? 0) + measures.machine.height / 2,
      })),
      targets: model.edges
        .filter((edge) => edge.from === tag.id)
        .map((edge) => {
          const port = JSON.stringify([edge.instance, edge.role]);
          return { port, y: roles.get(port) ?? 0 };
        }),
    };
  });
}

/** The order by height alone: what elkjs starts from, and what stands when it cannot run. */
export function orderByHeight(links: readonly TagLinks[]): readonly string[] {
  return [...links]
    .sort((a, b) => wantedTop(a) - wantedTop(b) || (a.id < b.id ? -1 : 1))
    .map((link) => link.id);
}

/** The middle between the machines that carry a tag and the roles that use it. */
function wantedTop(link: TagLinks): number {
  const sides = [link.sources, link.targets].filter((side) => side.length > 0);
  const middles = sides.map((side) => side.reduce((sum, { y }) => sum + y, 0) / side.length);
  const middle = middles.reduce((sum, y) => sum + y, 0) / Math.max(1, middles.length);
  return middle - measures.tag.height / 2;
}

/**
 * Heights in the given order with room between, as close as possible to what each tag wants (least squares): tags that
 * would overlap become one block, and the block goes to the mean of its wishes.
 */
export function tagHeights(
  links: readonly TagLinks[],
  order: readonly string[],
): ReadonlyMap<string, number> {
  const step = measures.tag.height + measures.tag.gap;
  const byId = new Map(links.map((link) => [link.id, link]));
  const blocks: { ids: string[]; sum: number }[] = [];
  const top = (block: { readonly ids: readonly string[]; readonly sum: number }) =>
    block.sum / block.ids.length;
  order.forEach((id) => {
    const link = byId.get(id);
    if (link === undefined) return;
    let block = { ids: [id], sum: wantedTop(link) };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (top(last) + last.ids.length * step <= top(block)) break;
      // The wish of a member counts from the top of the block.
      block = {
        ids: [...last.ids, ...block.ids],
        sum: last.sum + block.sum - last.ids.length * step * block.ids.length,
      };
      blocks.pop();
    }
    blocks.push(block);
  });
  return new Map(
    blocks.flatMap((block) =>
      block.ids.map((id, index) => [id, Math.round(top(block) + index * step)] as const),
    ),
  );
}

/** All places: columns, and tags at the heights that were found. */
export function placeAll(model: GraphModel, columns: Places, heights: ReadonlyMap<string, number>): Places {
  const places = new Map(columns);
  for (const tag of model.tags) {
    places.set(tag.id, { x: measures.tagColumn, y: heights.get(tag.id) ?? 0 });
  }
  return places;
}

/** Height and width that elkjs is told. */
export function tagSize(model: GraphModel, id: string): { readonly width: number; readonly height: number } {
  const tag = model.tags.find((candidate) => candidate.id === id);
  return { width: tag === undefined ? 80 : tagWidth(tag), height: measures.tag.height };
}
