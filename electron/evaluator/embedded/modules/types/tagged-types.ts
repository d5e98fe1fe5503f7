/** `types.attrTag`: a set with exactly one attribute, whose name says which alternative it is. */
import { AttrSet, NixError, PrimOp, force, forceAttrs, forceList, lazy } from '../../nix';
import type { Slot } from '../../nix';
import { escapeNixIdentifier, escapeNixString } from '../../lib/identifiers';
import { textOf } from '../../lib/value-tests';
import { fail, inContext } from '../context';
import { RawDefinition } from '../definition';
import type { Definition } from '../definition';
import { attribute } from '../discharge';
import type { MergedDefinitions } from '../merge-definitions';
import { mergeOptionDecls } from '../option-declarations';
import { OptionNode } from '../option-node';
import type { TreeContext } from '../option-tree';
import { makeNativeType } from '../option-type';
import type { Loc, Parts } from '../option-type';
import { positionSet } from '../position-set';
import { showFiles, showOption } from '../show';

/**
 * `lib.types.attrTag`: the union of the given options, one of which a value chooses by its name. Throws NixError for a
 * tag that is no option, an unknown choice, and definitions that choose differently.
 */
export function attrTag(context: TreeContext, given: AttrSet): AttrSet {
  const entries = new Map<string, Slot>();
  for (const name of given.entries.keys())
    entries.set(
      name,
      lazy(() => tagOption(given, name)),
    );
  const tags = new AttrSet(entries, () => given.positions);
  const choices = tags.names().map(escapeNixIdentifier).join(', ');
  return makeNativeType({
    name: 'attrTag',
    description: `attribute-tagged union with choices: ${choices}`,
    descriptionClass: 'noun',
    check: (slot) => {
      const value = force(slot);
      return value instanceof AttrSet && value.size === 1 && value.names().every((name) => tags.has(name));
    },
    merge: (loc, definitions) => {
      const { choice, option } = chosen(context, tags, choices, loc, definitions);
      return new AttrSet(
        new Map([[choice, option.value]]),
        () => forceAttrs(definitions[0]?.value ?? AttrSet.empty).positions,
      );
    },
    getSubOptions: (prefix) =>
      mapSet(tags, (name, option) => withEntry(forceAttrs(option), 'loc', [...prefix, name])),
    nestedTypes: tags,
    functor: {
      payload: AttrSet.of({ tags }),
      type: new PrimOp('attrTag', 1, (payload) =>
        attrTag(context, forceAttrs(attribute(forceAttrs(payload), 'tags'))),
      ),
      binOp: (left, right) =>
        AttrSet.of({
          tags: mergeTags(forceAttrs(attribute(left, 'tags')), forceAttrs(attribute(right, 'tags'))),
        }),
    },
    partsOf: (merged) => partsOf(context, tags, choices, merged),
  });
}

function partsOf(context: TreeContext, tags: AttrSet, choices: string, merged: MergedDefinitions): Parts {
  const { choice, option } = chosen(context, tags, choices, merged.loc, merged.definitions);
  return { kind: 'elements', elements: new Map([[choice, option.merged]]) };
}

function tagOption(given: AttrSet, name: string): AttrSet {
  return inContext(
    () => `while checking that attrTag tag ${escapeNixIdentifier(name)} is an option with a type`,
    () => {
      const option = forceAttrs(attribute(given, name));
      requireOption(option, name);
      const span = given.positionOf(name);
      const entries = new Map(option.entries);
      if (!entries.has('declarations'))
        entries.set('declarations', span === undefined ? [] : [span.source.path]);
      if (!entries.has('declarationPositions')) {
        entries.set('declarationPositions', span === undefined ? [] : [positionSet(span, span.source.path)]);
      }
      return new AttrSet(entries, () => option.positions);
    },
  );
}

function requireOption(option: AttrSet, name: string): void {
  const tag = option.get('_type');
  const type = tag === undefined ? undefined : textOf(tag);
  if (type === 'option') return;
  const what =
    type === undefined
      ? 'was not.'
      : type === 'option-type'
        ? 'was a bare type, not wrapped in mkOption.'
        : `was of type ${escapeNixString(type)}.`;
  fail(`In attrTag, each tag value must be an option, but tag ${escapeNixIdentifier(name)} ${what}`);
}

function chosen(
  context: TreeContext,
  tags: AttrSet,
  choices: string,
  loc: Loc,
  definitions: readonly Definition[],
): { choice: string; option: OptionNode } {
  const files = (): string => showFiles(definitions.map(({ file }) => file));
  const first = definitions[0];
  const choice = first === undefined ? undefined : onlyName(first);
  if (choice === undefined)
    throw new NixError('assertion', 'an attrTag value must have exactly one attribute');
  const inner = definitions.map((definition) => {
    const name = onlyName(definition);
    if (name !== choice) {
      fail(
        `The option \`${showOption(loc)}\` is defined both as \`${choice}\` and \`${name ?? ''}\`, in ${files()}.`,
      );
    }
    const set = forceAttrs(definition.value);
    return new RawDefinition(
      definition.file,
      attribute(set, choice),
      { set, name: choice },
      [],
      definition.isDefault,
    );
  });
  const option = tags.get(choice);
  if (option === undefined) {
    const shown = escapeNixIdentifier(choice);
    fail(
      `The option \`${showOption(loc)}\` is defined as ${shown}, but ${shown} is not among the valid choices (${choices}). ` +
        `Value ${choice} was defined in ${files()}.`,
    );
  }
  return { choice, option: OptionNode.of(context, [...loc, choice], forceAttrs(option), () => inner) };
}

function onlyName(definition: Definition): string | undefined {
  const names = forceAttrs(definition.value).names();
  return names.length === 1 ? names[0] : undefined;
}

function mergeTags(left: AttrSet, right: AttrSet): AttrSet {
  const both = left.update(right);
  return mapSet(both, (name, option) => {
    const one = left.get(name);
    const two = right.get(name);
    if (one === undefined || two === undefined) return force(option);
    const file = '<attrTag {...}>';
    const merged = mergeOptionDecls(
      [name],
      [one, two].map((options) => ({ file, options })),
    );
    const joined = (field: string): Slot => [
      ...forceList(attribute(forceAttrs(one), field)),
      ...forceList(attribute(forceAttrs(two), field)),
    ];
    return withEntry(
      withEntry(merged, 'declarations', joined('declarations')),
      'declarationPositions',
      joined('declarationPositions'),
    );
  });
}

function mapSet(set: AttrSet, value: (name: string, slot: Slot) => ReturnType<typeof force>): AttrSet {
  const entries = new Map<string, Slot>();
  for (const [name, slot] of set.entries)
    entries.set(
      name,
      lazy(() => value(name, slot)),
    );
  return new AttrSet(entries, () => set.positions);
}

function withEntry(set: AttrSet, name: string, value: Slot): AttrSet {
  return new AttrSet(new Map(set.entries).set(name, value), () => set.positions);
}
