/** What the graph draws, before anything has a place: plain data projected from the evaluation. */
import type { InstanceLook, NodeProblems } from '../state';
import type { MachineSymbol } from '../ui';

export interface MachineItem {
  readonly kind: 'machine';
  readonly id: string;
  readonly name: string;
  readonly symbol: MachineSymbol;
}

/** Many machines as one node. */
export interface GroupItem {
  readonly kind: 'group';
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly machines: readonly string[];
}

export interface TagItem {
  readonly kind: 'tag';
  readonly id: string;
  readonly name: string;
  readonly isComputed: boolean;
  readonly count: number;
}

export interface RoleItem {
  readonly name: string;
  readonly count: number;
  /** False for a role that the service does not have. */
  readonly exists: boolean;
}

export interface InstanceItem {
  readonly kind: 'instance';
  readonly id: string;
  readonly name: string;
  readonly module: string;
  readonly look: InstanceLook;
  readonly roles: readonly RoleItem[];
}

export type GraphItem = MachineItem | GroupItem | TagItem | InstanceItem;

export interface GraphEdgeItem {
  readonly id: string;
  /** Node id of a machine, group or tag. */
  readonly from: string;
  readonly instance: string;
  readonly role: string;
  readonly color: string;
  readonly kind: 'direct' | 'tag';
  /** Machines that a folded group contributes; 1 for a machine. */
  readonly count: number;
}

export interface GraphModel {
  /** The left column from top to bottom, in groups. */
  readonly fleet: readonly (readonly (MachineItem | GroupItem)[])[];
  readonly tags: readonly TagItem[];
  readonly instances: readonly InstanceItem[];
  readonly edges: readonly GraphEdgeItem[];
  /** Machine to the node that stands for it: its own or its folded group's. */
  readonly nodeOfMachine: ReadonlyMap<string, string>;
  /** Tag to its machines, for showing who carries a tag. */
  readonly machinesOfTag: ReadonlyMap<string, readonly string[]>;
}

export type Problems = ReadonlyMap<string, NodeProblems>;
