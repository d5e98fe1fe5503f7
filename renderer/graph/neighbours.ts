import type { Selection } from '../../shared/contract';
import { instanceNode, machineNode, tagNode } from '../state';
import type { GraphEdgeItem, GraphModel } from './model';

/**
 * The selection and what it is tied to: nodes and edges that stay bright in focus mode. Tags are looked through, so
 * that a machine's roles by tag belong to it as well. Null when nothing is selected.
 */
export function neighbours(model: GraphModel, selection: Selection): ReadonlySet<string> | null {
  const start = startOf(model, selection);
  if (start === null) return null;
  const { nodes, edges } = start;
  const lit = new Set<string>(nodes);
  for (const edge of edges) {
    lit.add(edge.id);
    lit.add(edge.from);
    lit.add(instanceNode(edge.instance));
    if (edge.kind === 'tag')
      for (const node of nodesOfTag(model, edge.from)) if (start.showsMembers) lit.add(node);
  }
  return lit;
}

interface Start {
  readonly nodes: readonly string[];
  readonly edges: readonly GraphEdgeItem[];
  /** Whether the machines behind a tag belong to the answer. */
  readonly showsMembers: boolean;
}

function startOf(model: GraphModel, selection: Selection): Start | null {
  const where = (wanted: (edge: GraphEdgeItem) => boolean) => model.edges.filter(wanted);
  switch (selection.kind) {
    case 'none':
      return null;
    case 'machine':
    case 'machines': {
      const machines = selection.kind === 'machine' ? [selection.machine] : selection.machines;
      const own = new Set(machines.map((name) => model.nodeOfMachine.get(name) ?? machineNode(name)));
      const tags = new Set(
        model.tags
          .filter((tag) => model.machinesOfTag.get(tag.name)?.some((name) => machines.includes(name)))
          .map((tag) => tag.id),
      );
      const edges = where((edge) => own.has(edge.from) || tags.has(edge.from));
      return { nodes: [...own], edges, showsMembers: false };
    }
    case 'tag': {
      const id = tagNode(selection.tag);
      return {
        nodes: [id, ...nodesOfTag(model, id)],
        edges: where((edge) => edge.from === id),
        showsMembers: true,
      };
    }
    case 'instance':
      return {
        nodes: [instanceNode(selection.instance)],
        edges: where((edge) => edge.instance === selection.instance),
        showsMembers: true,
      };
    case 'role':
    case 'edge':
      return {
        nodes: [instanceNode(selection.instance)],
        edges: where((edge) => edge.instance === selection.instance && edge.role === selection.role),
        showsMembers: true,
      };
  }
}

function nodesOfTag(model: GraphModel, id: string): readonly string[] {
  const tag = model.tags.find((item) => item.id === id);
  const machines = tag === undefined ? [] : (model.machinesOfTag.get(tag.name) ?? []);
  return [...new Set(machines.flatMap((name) => model.nodeOfMachine.get(name) ?? []))];
}
