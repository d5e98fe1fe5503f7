/**
 * The input `import-tree`: a function from folders to one module that imports every Nix file below, leaving out what
 * has `/_` in its path. Filters, maps and further folders are added by calling its attributes, which gives a new one.
 */
import {
  AttrSet,
  PathValue,
  callFunction,
  coerceToString,
  force,
  forceAttrs,
  isString,
  lazy,
  stringText,
  isList,
} from '../../nix';
import type { NixIo, PrimOp, Slot, Value } from '../../nix';
import { fn } from '../../modules';
import { func, mapAttrs, nixThrow, record, slotAt } from '../nix-values';

/** What import-tree needs of its host. */
export interface ImportTreeHost {
  readonly io: NixIo;
  readonly builtins: AttrSet;
}

interface TreeState {
  readonly filters: readonly Slot[];
  readonly maps: readonly Slot[];
  readonly paths: readonly Slot[];
  readonly api: AttrSet;
  /** Replaces the rule "`.nix` files without `/_`". */
  readonly initialFilter: Slot | undefined;
  /** What becomes of the list of files; a module that imports them when undefined. */
  readonly pipe: Slot | undefined;
  readonly hasLib: boolean;
}

const emptyState: TreeState = {
  filters: [],
  maps: [],
  paths: [],
  api: AttrSet.empty,
  initialFilter: undefined,
  pipe: undefined,
  hasLib: false,
};

/** Builds the input. */
export function createImportTree(host: ImportTreeHost): AttrSet {
  return new TreeBuilder(host).tree(emptyState);
}

class TreeBuilder {
  /** Which sets are trees, and their state: a tree may stand where a folder is expected. */
  readonly #states = new WeakMap<AttrSet, TreeState>();

  constructor(private readonly host: ImportTreeHost) {}

  tree(state: TreeState): AttrSet {
    const next = (change: Partial<TreeState>): AttrSet => this.tree({ ...state, ...change });
    const adding = (test: (argument: Slot) => Slot): PrimOp =>
      func('filter', (argument) => next({ filters: [...state.filters, test(argument)] }));
    const current = lazy(() => tree);
    const tree: AttrSet = new AttrSet(
      new Map<string, Slot>([
        ...mapAttrs(state.api, (_name, method) => callFunction(method, current)).entries,
        ...record({
          __functor: func('importTree', (_self, argument) => this.#apply(state, argument)),
          filter: adding((predicate) => predicate),
          filterNot: adding((predicate) =>
            func('filterNot', (path) => force(callFunction(predicate, path)) !== true),
          ),
          match: adding((regex) => this.#matches(regex, true)),
          matchNot: adding((regex) => this.#matches(regex, false)),
          map: func('map', (map) => next({ maps: [...state.maps, map] })),
          addPath: func('addPath', (path) => next({ paths: [...state.paths, path] })),
          addAPI: func('addAPI', (api) =>
            next({ api: new AttrSet(new Map([...state.api.entries, ...forceAttrs(api).entries])) }),
          ),
          withLib: func('withLib', (_lib) => next({ hasLib: true })),
          initFilter: func('initFilter', (initialFilter) => next({ initialFilter })),
          pipeTo: func('pipeTo', (pipe) => next({ pipe })),
          leafs: lazy(() => next({ pipe: func('leafs', (files) => force(files)) })),
          result: lazy(() => this.#apply(state, [])),
          files: lazy(() => this.#files(state, [])),
          new: lazy(() => this.tree(emptyState)),
        }).entries,
      ]),
    );
    this.#states.set(tree, state);
    return tree;
  }

  #matches(regex: Slot, isWanted: boolean): PrimOp {
    const match = slotAt(this.host.builtins, 'match');
    return func('match', (path) => (callFunction(match, regex, path) !== null) === isWanted);
  }

  #apply(state: TreeState, argument: Slot): Value {
    const value = force(argument);
    // Inside a module evaluation the tree is called with the module's arguments: its paths are already configured.
    const root: Slot = value instanceof AttrSet && value.has('options') ? [] : argument;
    if (state.pipe === undefined) {
      return record({
        imports: [fn(() => record({ imports: lazy(() => this.#files(state, root)) }), {}, 'importTree')],
      });
    }
    if (!state.hasLib) nixThrow('You need to call withLib before trying to read the tree.');
    return callFunction(
      state.pipe,
      lazy(() => this.#files(state, root)),
    );
  }

  #files(state: TreeState, root: Slot): readonly Slot[] {
    const places = [...state.paths, root].flatMap((place) => flatten(place));
    const roots = places.map((place) => this.#folderPath(place)).filter((path) => path !== undefined);
    return places
      .flatMap((place) => this.#leaves(place))
      .filter((leaf) => this.#isWanted(state, leaf, roots))
      .map((leaf) => state.maps.reduce((item: Slot, map) => lazyApply(map, item), leaf));
  }

  #folderPath(place: Value): string | undefined {
    const path = pathOf(place);
    return path !== undefined && this.host.io.fileType(path) === 'directory' ? path : undefined;
  }

  #leaves(place: Value): readonly Value[] {
    if (place instanceof AttrSet) {
      const state = this.#states.get(place);
      if (state !== undefined) return this.#files(state, []).map((file) => force(file));
      const outPath = place.get('outPath');
      return outPath === undefined ? [place] : this.#leaves(force(outPath));
    }
    const folder = this.#folderPath(place);
    if (folder === undefined) return [place];
    const files = this.#filesBelow(folder);
    return place instanceof PathValue ? files.map((file) => new PathValue(file)) : files;
  }

  #filesBelow(folder: string): readonly string[] {
    const entries = [...(this.host.io.readDir(folder) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.flatMap(([name, type]) =>
      type === 'directory' ? this.#filesBelow(`${folder}/${name}`) : [`${folder}/${name}`],
    );
  }

  #isWanted(state: TreeState, leaf: Value, roots: readonly string[]): boolean {
    const path = pathOf(leaf);
    const passes = (filter: Slot, subject: Slot): boolean => force(callFunction(filter, subject)) === true;
    if (path === undefined) {
      const isIn = state.initialFilter === undefined || passes(state.initialFilter, leaf);
      return isIn && state.filters.every((filter) => passes(filter, leaf));
    }
    const root = roots.find((candidate) => path.startsWith(candidate));
    const relative = root === undefined ? path : path.slice(root.length);
    const isIn =
      state.initialFilter === undefined
        ? relative.endsWith('.nix') && !relative.includes('/_')
        : passes(state.initialFilter, relative);
    return isIn && state.filters.every((filter) => passes(filter, relative));
  }
}

function lazyApply(map: Slot, item: Slot): Slot {
  return lazy(() => callFunction(map, item));
}

function flatten(slot: Slot): readonly Value[] {
  const value = force(slot);
  return isList(value) ? value.flatMap(flatten) : [value];
}

function pathOf(value: Value): string | undefined {
  if (value instanceof PathValue) return value.path;
  if (isString(value)) return stringText(value);
  if (value instanceof AttrSet && value.has('outPath')) return stringText(coerceToString(value));
  return undefined;
}
