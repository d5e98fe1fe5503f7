/** The function `derivation`: the attributes given, with a set for each output whose paths are computed when needed. */
import { NixError } from '../errors';
import { callFunction } from '../eval/call';
import { forceAttrs, forceFor, forceList, forceStringNoContext } from '../eval/coerce';
import { AttrSet, PrimOp, force, lazy, type Slot, type Value } from '../value/value';

/** The function `derivation`, which leaves the paths to `derivationStrict` (given as `strict`). */
export function derivationFunction(strict: Slot): PrimOp {
  return new PrimOp('derivation', 1, (attrs) => derivationSet(forceAttrs(attrs), strict));
}

function derivationSet(attrs: AttrSet, strict: Slot): Value {
  const computed = lazy(() => callFunction(strict, attrs));
  const outputNames = outputsOf(attrs);
  const outputs = new Map<string, Slot>();
  const all = lazy(() => outputNames.map((name) => outputs.get(name) as Slot));
  const common = attrs.update(AttrSet.of({ all, drvAttrs: attrs }));
  for (const name of outputNames)
    outputs.set(
      name,
      lazy(() => outputSet(common, outputs, name, computed)),
    );
  const [first] = outputNames;
  if (first === undefined) throw new NixError('eval', "'builtins.head' called on an empty list");
  return force(outputs.get(first) as Slot);
}

function outputSet(
  common: AttrSet,
  outputs: ReadonlyMap<string, Slot>,
  name: string,
  computed: Slot,
): AttrSet {
  const pick = (attribute: string): Slot =>
    lazy(() => {
      const found = forceAttrs(computed).get(attribute);
      if (found === undefined) throw new NixError('missing-attribute', `attribute '${attribute}' missing`);
      return force(found);
    });
  const own: [string, Slot][] = [
    ['outPath', pick(name)],
    ['drvPath', pick('drvPath')],
    ['type', 'derivation'],
    ['outputName', name],
  ];
  return common.update(new AttrSet(outputs)).update(new AttrSet(new Map(own)));
}

function outputsOf(attrs: AttrSet): readonly string[] {
  const slot = attrs.get('outputs');
  if (slot === undefined) return ['out'];
  const what = "the 'outputs' attribute of a derivation";
  return forceList(forceFor(slot, what), what).map((item) => forceStringNoContext(item, what));
}
