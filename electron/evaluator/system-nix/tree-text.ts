/** The Nix text that answers with the tree of a machine's configuration, or with a part of it. */
import type { Json } from '../../../shared/base/json';
import { hidden, nixData } from './expressions';
import { markedAtText } from './failure-place';

export interface TreeRequest {
  readonly machine: string;
  readonly path: readonly string[];
  /** Levels of names; values deeper than that are not computed. */
  readonly depth: number;
  /** Only these children of the value at `path`. Null: all of them. */
  readonly names: readonly string[] | null;
  /** Of a machine as wide as NixOS: every value that somebody sets, at any depth, in place of the first two levels. */
  readonly isFull: boolean;
  /** Places that are known to fail, paths from the configuration's root: they are not computed. */
  readonly except: readonly (readonly string[])[];
}

/**
 * Of `nixosConfigurations`: the tree of a configuration. A node is `{ v }` a value, `{ s }` a set, `{ l }` a list of
 * sets, `{ n }` a set that was not looked into, `{ f }` a function, `{ d }` a derivation, `{ o }` another thing with a
 * store path, `{ e }` an error (`x`: one of `except`; `u`: of an option that nothing defines); `q` are the files that
 * define an option. Every value is computed to its end inside a mark, see failure-place.
 *
 * A machine of real NixOS has tens of thousands of options: where the tree of options is that wide, it stops at the
 * second level and goes on when somebody looks. Sets of packages, libraries and whole configurations,
 * which lead back to themselves, are never gone through.
 */
export function treeText({ machine, ...request }: TreeRequest): string {
  return `(${treeFunctionText(request)}) ${nixData(machine)}`;
}

/** The same as a function of the machine's name. */
export function treeFunctionText(request: Omit<TreeRequest, 'machine'>): string {
  const { path, depth, names, except, isFull } = request;
  return `
  name:
  let
    ${markedAtText}
    machine = x.\${name};
    path = ${nixData(path)};
    names = ${nixData(names)};
    isWide = builtins.length (builtins.attrNames (machine.options or { })) > 24;
    depth = if isWide then ${Math.min(depth, 2)} else ${depth};
    config = removeAttrs machine.config ${hidden};
    isOption = options: builtins.isAttrs options && (options._type or null) == "option";
    below = options: name: if builtins.isAttrs options && !(isOption options) && options ? \${name} then options.\${name} else null;
    about = options:
      if !(isOption options) then { }
      else
        let t = try (builtins.deepSeq (options.files or [ ]) (map toString (options.files or [ ]))); in
        (if t.success then { q = t.value; } else { })
        // (if isWide && t.success && t.value == [ ] then { u = true; } else { });
    isSet = v: let t = try v; in t.success && builtins.isAttrs t.value && !(isOpaque t.value);
    isEndless = v: v ? callPackage || v ? evalModules || (v._type or null) == "configuration";
    whole = v: builtins.deepSeq v v;
    short = v:
      let t = try v; kind = builtins.typeOf t.value; in
      if kind == "list" then map short v
      else if kind == "set" && (v.type or null) == "derivation" then "«derivation \${v.name or "?"}»"
      else picture v;
    known = except: name: if builtins.isAttrs except && except ? \${name} then except.\${name} else null;
    node = at: depth: except: options: v:
      if except == true then { e = true; x = true; }
      else markedAt at (inside at depth except options v);
    inside = at: depth: except: options: v:
      let
        t = try v; kind = builtins.typeOf t.value; about' = about options; more = removeAttrs about' [ "u" ];
        child = name: node (at ++ [ name ]) (depth - 1) (known except name);
        sets = builtins.genList (i: child (toString i) null (builtins.elemAt v i)) (builtins.length v);
      in
      if !t.success then about' // { e = true; }
      else if kind == "lambda" then more // { f = true; }
      else if kind == "path" then more // { v = toString v; }
      else if kind == "set" then
        if (v.type or null) == "derivation" then more // { d = whole (try (v.name or "derivation")); }
        else if v ? outPath then more // { o = whole (try (toString v.outPath)); }
        else if v ? __functor then more // { f = true; }
        else if v == { } then more // { v = { }; }
        else
          let count = builtins.length (builtins.attrNames v); in
          if depth == 0 || at != path && (count > 2000 || isEndless v) then more // { n = count; }
          else more // { s = builtins.mapAttrs (name: child name (below options name)) v; }
      else if kind == "list" then
        if builtins.any isSet v then
          if depth == 0 then more // { n = builtins.length v; } else more // { l = sets; }
        else more // { v = whole (short v); }
      else more // { v = v; };
    chosen = v:
      if names == null then v
      else if builtins.isList v then map (name: builtins.elemAt v (builtins.fromJSON name)) names
      else builtins.listToAttrs (map (name: { inherit name; value = v.\${name}; }) names);
    start = builtins.foldl' (found: name: {
        options = below found.options name;
        except = known found.except name;
        v = if builtins.isList found.v then builtins.elemAt found.v (builtins.fromJSON name) else found.v.\${name};
      }) { options = removeAttrs (machine.options or { }) ${hidden}; v = config; except = ${nixData(asTree(except))}; } path;
    isGiven = option:
      let t = try ((option.isDefined or true) && (option.highestPrio or 100) < 1500); in !t.success || t.value;
    given = at: except: options: v:
      if except == true then { e = true; x = true; }
      else if isOption options then markedAt at (if isGiven options then inside at ${depth} except options v else null)
      else
        let
          one = name: given (at ++ [ name ]) (known except name) options.\${name} v.\${name};
          all = builtins.listToAttrs (builtins.concatMap
            (name: let value = one name; in if value == null then [ ] else [ { inherit name value; } ])
            (builtins.attrNames options));
        in if all == { } then null else { s = all; };
    wanted =
      if isWide && ${isFull ? 'true' : 'false'} then { s = { }; } // (let all = given [ ] start.except start.options config; in if all == null then { } else all)
      else node path depth start.except start.options (chosen start.v);
  in wanted`;
}

/** Paths as a tree of names with `true` at their ends; a path inside another one adds nothing. */
function asTree(paths: readonly (readonly string[])[]): Json {
  const [first] = paths;
  if (first === undefined) return {};
  if (paths.some((path) => path.length === 0)) return true;
  const heads = new Map<string, (readonly string[])[]>();
  for (const [head = '', ...rest] of paths) heads.set(head, [...(heads.get(head) ?? []), rest]);
  return Object.fromEntries([...heads].map(([head, rests]) => [head, asTree(rests)] as const));
}
