/** `flake.lock`: which inputs a flake got when it was last locked. Only read, never written. */
import { NixError } from '../errors';
import type { FlakeRef, FlakeRefValue } from './flake-ref';

/** One locked flake or source. */
export interface LockNode {
  /** By name: the key of a node, or the names that lead to one from the root (`follows`). */
  readonly inputs: ReadonlyMap<string, string | readonly string[]>;
  /** What was locked; undefined for the root. */
  readonly locked: FlakeRef | undefined;
  /** What flake.nix said. */
  readonly original: FlakeRef | undefined;
  readonly isFlake: boolean;
}

/** A lock file. */
export interface LockFile {
  readonly root: string;
  readonly nodes: ReadonlyMap<string, LockNode>;
}

const oldestVersion = 5;
const newestVersion = 7;

/** Reads a lock file; `path` is for messages. Throws NixError when it is none, or of a version that is not known. */
export function parseLockFile(text: string, path: string): LockFile {
  const json = parsed(text, path);
  const version = json['version'];
  if (typeof version !== 'number' || version < oldestVersion || version > newestVersion)
    throw new NixError('eval', `lock file '${path}' has unsupported version ${String(version)}`);
  const { root, nodes } = json;
  if (typeof root !== 'string' || !isObject(nodes)) throw malformed(path, 'it has no nodes');
  const read = Object.entries(nodes).map(([key, node]): [string, LockNode] => [
    key,
    readNode(node, key, path),
  ]);
  return { root, nodes: new Map(read) };
}

type JsonObject = Readonly<Record<string, unknown>>;

function parsed(text: string, path: string): JsonObject {
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json)) return json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw malformed(path, error.message);
  }
  throw malformed(path, 'it is no JSON object');
}

function malformed(path: string, reason: string): NixError {
  return new NixError('eval', `lock file '${path}' is malformed: ${reason}`);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readNode(node: unknown, key: string, path: string): LockNode {
  if (!isObject(node)) throw malformed(path, `node '${key}' is no object`);
  const inputs = node['inputs'] ?? {};
  if (!isObject(inputs)) throw malformed(path, `the inputs of node '${key}' are no object`);
  const read = Object.entries(inputs).map(([name, target]): [string, string | readonly string[]] => {
    if (typeof target === 'string') return [name, target];
    if (Array.isArray(target) && target.every((part) => typeof part === 'string')) return [name, target];
    throw malformed(path, `input '${name}' of node '${key}' is neither a node nor a path to one`);
  });
  return {
    inputs: new Map(read),
    locked: readRef(node['locked']),
    original: readRef(node['original']),
    isFlake: node['flake'] !== false,
  };
}

function readRef(value: unknown): FlakeRef | undefined {
  if (!isObject(value)) return undefined;
  const attributes = new Map<string, FlakeRefValue>();
  for (const [name, part] of Object.entries(value)) {
    if (typeof part === 'string' || typeof part === 'boolean') attributes.set(name, part);
    else if (typeof part === 'number' && Number.isInteger(part)) attributes.set(name, BigInt(part));
  }
  return attributes;
}
