/** A machine's configuration as a tree of lines for the window, and where each value comes from. */
import type { Diagnostic } from '../../../../../shared/base/diagnostic';
import type { Json, JsonPath } from '../../../../../shared/base/json';
import type {
  MachinePreview,
  PreviewNode,
  Provenance,
  ValueDefinition,
  DefinitionPlace,
} from '../../../../../shared/clan/evaluation';
import { definingFile } from '../../../../../shared/clan/definition-place';
import { isInside, relativeTo } from '../../../../../shared/base/posix-path';
import { valueBlock } from '../../../../../shared/clan/value-block';
import { valueText } from '../../../../../shared/clan/value-text';
import {
  asNixError,
  AttrSet,
  ConditionalValue,
  Lambda,
  NixError,
  PathValue,
  PrimOp,
  SymbolicValue,
  force,
  forceAttrs,
  isList,
  isSymbolicString,
  symbolsIn,
  wholeSymbol,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { isAbsentValue } from '../../modules';
import type { DefinitionInfo } from '../../modules';
import { toPlainJson } from '../../schema/exact-json';
import type { ClanEvaluationState } from '../clan-evaluation';
import type { ServiceOrigin } from '../core/origins';
import { errorDiagnostic } from '../diagnostics';
import { leftOutModules } from '../flake/structural-system';
import { attempt } from '../guarded';
import { inputMissedBy, inputsIn } from '../missing-input';
import { slotAt, without } from '../nix-values';
import { inPlainWords } from '../plain-words';
import { machineNotices } from './machine-notices';
import { machineInputNotices, machineModuleNotices } from './missing-parts';
import { definitionPlace } from './places';
import { SearchTexts } from './search-text';
import { isRetired, isShallow } from './retired-option';
import { settingSources } from './setting-sources';
import type { ShownClan } from './shown-clan';
import { pictureOf } from './value-picture';

/** Attributes of a machine's configuration that are no configuration. */
export const hiddenAttributes = ['clanConfig', '_module'] as const;

const maxTreeDepth = 40;
const lineWidth = 80;

/** Builds previews of machines of one evaluation. */
export class MachinePreviews {
  constructor(
    private readonly clan: ShownClan,
    private readonly directory: string,
  ) {}

  /** The evaluation that is shown. Throws NixError when there is no clan. */
  get state(): ClanEvaluationState {
    return this.clan.state;
  }

  /** The tree of a machine. Throws NixError when there is no such machine, or it fails as a whole. */
  preview(machine: string): MachinePreview {
    const diagnostics: Diagnostic[] = [];
    const config = without(forceAttrs(slotAt(this.state.machine(machine), 'config')), ...hiddenAttributes);
    const builder = new TreeBuilder(this, machine, diagnostics);
    const root = builder.node('', config, []);
    diagnostics.push(...this.clan.notices(machine));
    const left = leftOutModules(forceAttrs(this.state.machine(machine)));
    diagnostics.push(...machineModuleNotices(left, machine, this.directory));
    diagnostics.push(...machineInputNotices(builder.inputs, diagnostics, machine));
    return { machine, root, counts: { added: 0, changed: 0, removed: 0 }, diagnostics };
  }

  /** What is wrong with a machine: parts that fail, assertions that do not hold, warnings. */
  problems(machine: string): readonly Diagnostic[] {
    const found: Diagnostic[] = [];
    const config = without(forceAttrs(slotAt(this.state.machine(machine), 'config')), ...hiddenAttributes);
    const onError = (error: NixError, path: readonly string[]): void => {
      if (!this.isRetired(machine, path)) found.push(this.failure(error, machine, path));
    };
    const isHidden = (path: readonly string[]): boolean => this.isShallow(machine, path);
    pictureOf(config, { isAbsent: isAbsentValue, isShallow: isHidden, onError });
    return [...found, ...machineNotices(config, machine)];
  }

  /** Whether an option was taken away and nobody sets it: that reading it fails says nothing. */
  isRetired(machine: string, path: readonly string[]): boolean {
    return isRetired(this.state.machine(machine), path);
  }

  /** Whether a set is not looked into; see `isShallow`. */
  isShallow(machine: string, path: readonly string[]): boolean {
    return isShallow(this.state.machine(machine), path);
  }

  /** Where the value at a path comes from. */
  provenance(machine: string, path: JsonPath): Provenance {
    const names = path.map(String);
    const value = this.#valueAt(machine, names);
    const text = value === undefined ? '' : fullText(value);
    return {
      machine,
      path,
      definitions: this.definitions(machine, names).map((definition) => this.#describe(definition)),
      text,
    };
  }

  /** The definitions at a path; none when the machine was not evaluated natively. */
  definitions(machine: string, path: readonly string[]): readonly DefinitionInfo[] {
    if (path.length === 0) return [];
    return (
      attempt(
        () => this.state.machineDefinitions(machine, path),
        () => undefined,
      ) ?? []
    );
  }

  /** Who is behind a definition, in one word: an instance, `clan`, or a file. */
  sourceOf(definition: DefinitionInfo): string {
    const origin = this.originOf(definition);
    if (origin !== undefined) return origin.instance ?? origin.service;
    const place = this.#place(definition);
    return place.kind === 'clan' ? 'clan' : (place.span?.path ?? place.label);
  }

  /** In a machine everything that comes from Clan's own files is computed by Clan. */
  #place(definition: DefinitionInfo): DefinitionPlace {
    if (/^<(clan-core|nixpkgs|nix-darwin)>/.test(definition.file))
      return { kind: 'clan', label: 'computed by Clan' };
    return definitionPlace(definition, this.directory);
  }

  originOf(definition: DefinitionInfo): ServiceOrigin | undefined {
    return this.state.originOf(definition);
  }

  failure(error: NixError, machine: string, path: readonly string[]): Diagnostic {
    const target = { kind: 'machine', machine, ...(path.length === 0 ? {} : { option: path }) } as const;
    return inPlainWords(errorDiagnostic(error, { directory: this.directory, target }), this.directory);
  }

  #valueAt(machine: string, path: readonly string[]): Value | undefined {
    let value: Value = forceAttrs(slotAt(this.state.machine(machine), 'config'));
    for (const name of path) {
      const next: Slot | undefined =
        value instanceof AttrSet ? value.get(name) : isList(value) ? value[Number(name)] : undefined;
      if (next === undefined) return undefined;
      value = force(next);
    }
    return value;
  }

  /** The files that import the defining module; modules without a file of the clan say nothing. */
  #importers(definition: DefinitionInfo): readonly string[] {
    const own = definingFile(definition.file);
    const files = definition.importedBy
      .map(definingFile)
      .filter((file) => isInside(file, this.directory) && file !== own)
      .map((file) => relativeTo(file, this.directory));
    return [...new Set(files)];
  }

  #describe(definition: DefinitionInfo): ValueDefinition {
    const origin = this.originOf(definition);
    const { order } = definition;
    const settings = settingSources(
      { state: this.state, directory: this.directory, textOf: shortText },
      definition,
      origin,
    );
    const layers = new Map(
      settings.flatMap(({ layer }) => (layer === null ? [] : [[JSON.stringify(layer), layer]])),
    );
    const [layer] = layers.values();
    const importedBy = this.#importers(definition);
    return {
      place: this.#place(definition),
      ...(origin?.instance === undefined ? {} : { instance: origin.instance }),
      ...(origin?.role === undefined ? {} : { role: origin.role }),
      ...(layer === undefined || layers.size > 1 ? {} : { layer }),
      ...(origin === undefined ? {} : { via: origin.label }),
      priority: definition.priority,
      ...(order === plainOrder ? {} : { order }),
      outcome: definition.outcome,
      ...(definition.conditions.length === 0 ? {} : { onlyIf: definition.conditions }),
      text: shortText(definition.value),
      ...(importedBy.length === 0 ? {} : { importedBy }),
      ...(settings.length === 0 ? {} : { settings }),
    };
  }
}

/** What definitions without mkBefore, mkAfter or mkOrder have. */
const plainOrder = 1000;

class TreeBuilder {
  /** The inputs that are not here and that values stand for. */
  readonly inputs = new Set<string>();
  readonly #searchTexts = new SearchTexts();

  constructor(
    private readonly previews: MachinePreviews,
    private readonly machine: string,
    private readonly diagnostics: Diagnostic[],
  ) {}

  /** The node of a value that could be computed; undefined for what is switched off. */
  node(name: string, slot: Slot, path: readonly string[], outer: readonly string[] = []): PreviewNode | null {
    let value: Value;
    try {
      value = force(slot);
    } catch (caught) {
      const error = asNixError(caught);
      if (!(error instanceof NixError) || error.kind === 'cancelled' || error.kind === 'limit') throw error;
      const input = inputMissedBy(error);
      if (input !== undefined) this.inputs.add(input);
      if (error.kind === 'needs-system-nix') return this.#unknownNode(name, error, path, outer);
      return this.previews.isRetired(this.machine, path) ? null : this.#errorNode(name, error, path, outer);
    }
    if (isAbsentValue(value)) return null;
    this.#noteInputs(value);
    if (value instanceof SymbolicValue) return this.#symbolicNode(name, value, path, outer);
    const symbol = wholeSymbol(value);
    if (symbol !== undefined) return this.#leafSymbol(name, symbol, path, outer);
    if (value instanceof AttrSet && !isLeafSet(value) && path.length < maxTreeDepth) {
      if (path.length > 0 && this.previews.isShallow(this.machine, path))
        return { name, kind: 'value', text: '{ … }', sources: this.#sources(path, outer) };
      return this.#setNode(name, value, path, outer);
    }
    if (isList(value) && value.some((item) => isOpenSet(item))) {
      return this.#listNode(name, value, path, outer);
    }
    const kind =
      value instanceof Lambda || value instanceof PrimOp
        ? 'function'
        : isList(value)
          ? 'list'
          : isSymbolicString(value)
            ? 'symbolic'
            : 'value';
    return { name, kind, ...this.#textsOf(value), sources: this.#sources(path, outer) };
  }

  #textsOf(value: Value): Pick<PreviewNode, 'text' | 'search'> {
    const found: { search?: string } = {};
    const text = notation(value, (picture) => {
      const short = valueText(picture, lineWidth);
      const search = this.#searchTexts.of(picture, short);
      if (search !== undefined) found.search = search;
      return short;
    });
    return { text, ...found };
  }

  /** Items of a list are shown as a part of it, so its line is where they are seen. */
  #noteInputs(value: Value): void {
    const values = isList(value)
      ? value.map(
          (item) =>
            attempt(
              () => force(item),
              () => null,
            ) ?? null,
        )
      : [value];
    for (const symbol of values.flatMap(symbolsIn))
      for (const input of inputsIn(symbol)) this.inputs.add(input);
  }

  #setNode(name: string, set: AttrSet, path: readonly string[], outer: readonly string[]): PreviewNode {
    const children = set
      .names()
      .flatMap((child) => this.node(child, set.get(child) ?? null, [...path, child], outer) ?? []);
    if (children.length === 0)
      return { name, kind: 'value', text: '{ }', sources: this.#sources(path, outer) };
    return { name, kind: 'set', text: '{ … }', children, sources: unionOf(children) };
  }

  /** A value under a condition is shown as what it is when the condition holds. */
  #symbolicNode(
    name: string,
    value: SymbolicValue,
    path: readonly string[],
    outer: readonly string[],
  ): PreviewNode | null {
    if (value instanceof ConditionalValue && value.whenFalse === undefined) {
      const node = this.node(name, value.whenTrue, path, outer);
      const more = node?.onlyIf === undefined ? '' : ` && ${node.onlyIf}`;
      return node === null ? null : { ...node, onlyIf: `${value.condition.text}${more}` };
    }
    return this.#leafSymbol(name, value.text, path, outer);
  }

  #leafSymbol(name: string, symbol: string, path: readonly string[], outer: readonly string[]): PreviewNode {
    return { name, kind: 'symbolic', text: `«${symbol}»`, sources: this.#sources(path, outer) };
  }

  #unknownNode(
    name: string,
    error: NixError,
    path: readonly string[],
    outer: readonly string[],
  ): PreviewNode {
    const diagnostic = this.previews.failure(error, this.machine, path);
    return {
      name,
      kind: 'unknown',
      text: 'needs system Nix',
      sources: this.#sources(path, outer),
      diagnostic,
    };
  }

  /** Whoever defines a list defines its items: definitions are of lists as a whole. */
  #listNode(
    name: string,
    list: readonly Slot[],
    path: readonly string[],
    outer: readonly string[],
  ): PreviewNode {
    const sources = this.#sources(path, outer);
    const children = list.flatMap(
      (item, index) => this.node(String(index), item, [...path, String(index)], sources) ?? [],
    );
    const text = list.length === 1 ? '[ 1 item ]' : `[ ${list.length} items ]`;
    return { name, kind: 'list', text, children, sources };
  }

  #errorNode(name: string, error: NixError, path: readonly string[], outer: readonly string[]): PreviewNode {
    const diagnostic = this.previews.failure(error, this.machine, path);
    this.diagnostics.push(diagnostic);
    const known = this.#sources(path, outer);
    // A definition that fails cannot be asked where it is from; its error can.
    const sources = known.length === 0 && diagnostic.span !== undefined ? [diagnostic.span.path] : known;
    return { name, kind: 'error', text: firstLine(diagnostic.message), sources, diagnostic };
  }

  #sources(path: readonly string[], outer: readonly string[]): readonly string[] {
    // Inside a list the names are numbers, which no definition knows.
    if (outer.length > 0) return outer;
    const definitions = this.previews
      .definitions(this.machine, path)
      .filter((definition) => definition.outcome !== 'overridden' && !definition.isDefault);
    return [...new Set(definitions.map((definition) => this.previews.sourceOf(definition)))].sort();
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

function unionOf(children: readonly PreviewNode[]): readonly string[] {
  return [...new Set(children.flatMap((child) => child.sources))].sort();
}

function isLeafSet(set: AttrSet): boolean {
  return set.has('outPath') || set.has('__functor');
}

function isOpenSet(slot: Slot): boolean {
  const value = attempt(
    () => force(slot),
    () => undefined,
  );
  return value instanceof AttrSet && wholeSymbol(value) === undefined && !isLeafSet(value);
}

/** A value in Nix notation on one line, shortened. Failures inside show as `«error»`. */
function shortText(slot: Slot): string {
  return notation(slot, (value) => valueText(value, lineWidth));
}

function fullText(slot: Slot): string {
  return notation(slot, valueBlock);
}

function notation(slot: Slot, textOf: (value: Json) => string): string {
  const value = attempt(
    () => force(slot),
    () => undefined,
  );
  if (value === undefined) return '«error»';
  if (value instanceof Lambda || value instanceof PrimOp) return '«function»';
  if (value instanceof PathValue) return value.path;
  const picture = attempt(
    () => toPlainJson(pictureOf(value, { isAbsent: isAbsentValue })),
    () => undefined,
  );
  return picture === undefined ? '«error»' : textOf(picture);
}
