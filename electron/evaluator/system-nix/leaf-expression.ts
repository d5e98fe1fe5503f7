/** The Nix text that asks for given values of a machine, all in one call. */
import type { Json, JsonObject } from '../../../shared/base/json';
import { nixData } from './expressions';

/** Values wanted, as a tree of names with `1` at each value: paths share what they begin with. */
export function wantedTree(paths: readonly (readonly string[])[]): JsonObject {
  const root: Record<string, Json> = {};
  for (const path of paths) {
    let level = root;
    for (const name of path.slice(0, -1)) {
      const below = Object.hasOwn(level, name) ? level[name] : undefined;
      level =
        typeof below === 'object' && below !== null ? (below as Record<string, Json>) : added(level, name);
    }
    const last = path.at(-1);
    if (last !== undefined && !Object.hasOwn(level, last)) define(level, last, 1);
  }
  return root;
}

function added(level: Record<string, Json>, name: string): Record<string, Json> {
  const below: Record<string, Json> = {};
  define(level, name, below);
  return below;
}

/** As an own property whatever it is called, `__proto__` too. */
function define(level: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(level, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Sets with more members are not looked into: package sets are values of options too. */
const widest = 64;
const deepest = 6;

/**
 * Of `nixosConfigurations`: the wanted values of a machine, in the notation of `treeText`. `{ w }` is a level of names;
 * what is not there is `{ }`. Derivations are told by name: their content would have to be computed for a store path.
 */
export function leavesText(machine: string, wanted: JsonObject): string {
  return `
  let
    isSet = v: let t = try v; in t.success && builtins.isAttrs t.value && !(isOpaque t.value);
    nameOf = v: try (v.name or "derivation");
    isDerivation = v: let t = try v; in t.success && builtins.isAttrs t.value && (t.value.type or null) == "derivation";
    item = v: if isDerivation v then let n = nameOf v; in "«derivation \${if n.success then n.value else "?"}»" else picture v;
    node = depth: v:
      let t = try v; kind = builtins.typeOf t.value; in
      if !t.success then { e = true; }
      else if kind == "lambda" then { f = true; }
      else if kind == "path" then { v = toString v; }
      else if kind == "set" then
        if (v.type or null) == "derivation" then { d = nameOf v; }
        else if v ? outPath then { o = try (toString v.outPath); }
        else if v ? __functor then { f = true; }
        else if v == { } then { v = { }; }
        else let count = builtins.length (builtins.attrNames v); in
          if depth == 0 || count > ${widest} then { n = count; }
          else { s = builtins.mapAttrs (_: node (depth - 1)) v; }
      else if kind == "list" then
        if builtins.any isSet v then
          if depth == 0 then { n = builtins.length v; } else { l = map (node (depth - 1)) v; }
        else { v = map item v; }
      else { v = v; };
    walk = wanted: v: builtins.mapAttrs (name: below:
      let t = try v; in
      if !t.success then { e = true; }
      else if !(builtins.isAttrs t.value && t.value ? \${name}) then { }
      else if below == 1 then node ${deepest} t.value.\${name}
      else { w = walk below t.value.\${name}; }) wanted;
  in walk ${nixData(wanted)} x.\${${nixData(machine)}}.config`;
}
