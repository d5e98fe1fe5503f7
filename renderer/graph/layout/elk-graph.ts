import type { ElkExtendedEdge, ElkNode, ElkPort } from 'elkjs/lib/elk-api';
import type { GraphModel } from '../model';
import { tagSize, type TagLinks } from './place';

const layoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.randomSeed': '1',
  'elk.partitioning.activate': 'true',
  'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
} as const;

/** The layout question: two blocks with fixed ports, and the tags between them. */
export function elkGraph(model: GraphModel, links: readonly TagLinks[]): ElkNode {
  const sources = ports(
    'fleet',
    links.flatMap((link) => link.sources.map(({ node, y }) => [node, y] as const)),
    'EAST',
  );
  const targets = ports(
    'roles',
    links.flatMap((link) => link.targets.map(({ port, y }) => [port, y] as const)),
    'WEST',
  );
  return {
    id: 'root',
    layoutOptions,
    children: [
      block('fleet', sources, '0'),
      ...links.map((link) => ({
        id: link.id,
        ...tagSize(model, link.id),
        layoutOptions: { 'elk.partitioning.partition': '1' },
      })),
      block('roles', targets, '2'),
    ],
    edges: links.flatMap((link): ElkExtendedEdge[] => [
      ...link.sources.map(({ node }) => edge(`fleet:${node}`, link.id)),
      ...link.targets.map(({ port }) => edge(link.id, `roles:${port}`)),
    ]),
  };
}

function block(id: string, blockPorts: readonly ElkPort[], partition: string): ElkNode {
  const bottom = Math.max(0, ...blockPorts.map((port) => port.y ?? 0));
  return {
    id,
    width: 100,
    height: bottom + 40,
    ports: [...blockPorts],
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS', 'elk.partitioning.partition': partition },
  };
}

function ports(
  prefix: string,
  wanted: readonly (readonly [id: string, y: number])[],
  side: 'EAST' | 'WEST',
): readonly ElkPort[] {
  return [...new Map(wanted)].map(([id, y]) => ({
    id: `${prefix}:${id}`,
    x: side === 'EAST' ? 100 : 0,
    y,
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': side },
  }));
}

function edge(source: string, target: string): ElkExtendedEdge {
  return { id: `${source}→${target}`, sources: [source], targets: [target] };
}

/** The tags from top to bottom, as elkjs put them. */
export function elkOrder(laidOut: ElkNode, links: readonly TagLinks[]): readonly string[] {
  const heights = new Map((laidOut.children ?? []).map((node) => [node.id, node.y ?? 0]));
  const height = (link: TagLinks) => heights.get(link.id) ?? 0;
  return [...links].sort((a, b) => height(a) - height(b)).map((link) => link.id);
}
