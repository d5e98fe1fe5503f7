/**
 * `lib.misc` (nixpkgs `lib/deprecated/misc.nix`): functions that nixpkgs keeps for old code only; in Nix.
 * - `mergeAttrsWithFunc` merges what both sets have and keeps the rest; `mergeAttrsNoOverride` throws on a name
 *   that both have, unless it is told how to merge it.
 * - `closePropagation` follows `propagatedBuildInputs` and skips null; packages count once by `outPath`.
 * - `nixType` calls floats and paths `string`, as nixpkgs does.
 */
export const miscText = String.raw`
lib:
let
  inherit (builtins) head tail isAttrs isList elem;
  mergeOr = default: next: if isAttrs next then next else next default;
  inputsOf = package: package.propagatedBuildInputs or [ ] ++ package.propagatedNativeBuildInputs or [ ];
  keyed = package: { key = package.outPath; val = package; };
  present = builtins.filter (package: package != null);
  listsOf = builtins.listToAttrs;
  each = merge: names: listsOf (map (name: { inherit name; value = merge; }) names);
  fromEnd = step: set: names: lib.foldr step set names;
  misc = rec {
    imap = lib.imap1;
    nvs = name: value: { @{name} = value; };
    setAttr = set: name: value: set // nvs name value;
    setAttrMerge = name: default: set: change: setAttr set name (change (maybeAttr name default set));
    maybeAttr = name: default: set: set.@{name} or default;
    maybeAttrNullable = maybeAttr;
    maybeEnv = name: default: let value = builtins.getEnv name; in if value != "" then value else default;
    defaultMergeArg = default: next: mergeOr default next;
    defaultMerge = default: next: default // mergeOr default next;
    foldArgs = merge: function: start: next:
      let
        args = merge start (mergeOr start next);
        again = foldArgs merge function args;
        result = setAttrMerge "passthru" { } (function args)
          (passed: passed // { function = again; args = passed.args or { } // next; });
      in
      result // { override = result.passthru.function; };
    ifEnable = condition: value:
      if condition then value
      else if isList value then [ ]
      else if isAttrs value then { }
      else if builtins.isBool value then false
      else null;
    checkFlag = set: name:
      if name == "true" || name == "false" then name == "true"
      else elem name (set.flags or [ ]) || set.@{name} or false;
    getValue = set: pairs: name:
      let found = lib.findFirst (pair: head pair == name) null pairs; in
      set.@{name} or (if checkFlag set name then true else if found == null then null else builtins.elemAt found 1);
    checkReqs = set: pairs: conditions:
      let
        isGiven = name: let value = getValue set pairs name; in value != null && value != false;
        holds = condition: !(checkFlag set (head condition)) || builtins.all isGiven (tail condition);
      in
      builtins.all holds conditions;
    uniqList = { inputList, acc ? [ ] }:
      (builtins.foldl'
        (state: item:
          if elem item state.seen then state
          else { seen = [ item ] ++ state.seen; list = state.list ++ [ item ]; })
        { seen = acc; list = [ ]; }
        inputList).list;
    uniqListExt = { inputList, outputList ? [ ], getter ? (item: item), compare ? (a: b: a == b) }:
      builtins.foldl'
        (list: item: if lib.any (other: compare (getter other) (getter item)) list then list else list ++ [ item ])
        outputList
        inputList;
    condConcat = name: pairs: checker:
      if pairs == [ ] then name
      else condConcat (if checker (head pairs) then name + head (tail pairs) else name) (tail (tail pairs)) checker;
    lazyGenericClosure = { startSet, operator }:
      let
        work = pending: keys: done:
          if pending == [ ] then done
          else let item = head pending; in
            if elem item.key keys then work (tail pending) keys done
            else work (tail pending ++ operator item) ([ item.key ] ++ keys) ([ item ] ++ done);
      in
      work startSet [ ] [ ];
    innerModifySumArgs = function: extra: sum: next:
      if next == null then function sum next // extra else innerModifySumArgs function extra (sum // next);
    modifySumArgs = function: extra: innerModifySumArgs function extra { };
    innerClosePropagation = found: pending:
      if pending == [ ] then found
      else if !(isAttrs (head pending)) then innerClosePropagation found (tail pending)
      else
        let now = [ (head pending) ] ++ found; in
        innerClosePropagation now (uniqList { inputList = inputsOf (head pending) ++ tail pending; acc = now; });
    closePropagationSlow = packages: uniqList { inputList = innerClosePropagation [ ] packages; };
    closePropagationFast = packages:
      map (item: item.val) (builtins.genericClosure {
        startSet = map keyed (present packages);
        operator = item: if isAttrs item.val then map keyed (present (inputsOf item.val)) else [ ];
      });
    closePropagation = closePropagationFast;
    mergeAttrsWithFunc = merge: left: right:
      fromEnd (name: set: if set ? @{name} then setAttr set name (merge set.@{name} right.@{name}) else set)
        (right // left) (builtins.attrNames right);
    mergeAttrsConcatenateValues = mergeAttrsWithFunc (left: right: lib.toList left ++ lib.toList right);
    mergeAttrsNoOverride = { mergeLists ? [ "buildInputs" "propagatedBuildInputs" ], overrideSnd ? [ "buildPhase" ] }:
      left: right:
      let
        value = name:
          if !(left ? @{name}) then right.@{name}
          else if elem name mergeLists then right.@{name} ++ left.@{name}
          else if elem name overrideSnd then left.@{name}
          else throw "error mergeAttrsNoOverride, attribute @{name} given in both attributes - no merge func defined";
      in
      left // lib.mapAttrs (name: _: value name) right;
    mergeAttrBy =
      each (a: b: a ++ b)
        [ "nativeBuildInputs" "buildInputs" "propagatedBuildInputs" "configureFlags" "prePhases" "postAll" "patches" ]
      // each (a: b: a // b) [ "passthru" "meta" "cfg" "flags" ]
      // each (a: b: "@{a}\n@{b}") [ "preConfigure" "postInstall" ];
    mergeAttrByFunc = left: right:
      let
        ways = { mergeAttrBy = a: b: a // b; } // left.mergeAttrBy or { } // right.mergeAttrBy or { };
        isUsed = name: _: left ? @{name} || right ? @{name};
        combined = name: merge:
          if !(left ? @{name}) then right.@{name}
          else if right ? @{name} then merge left.@{name} right.@{name}
          else left.@{name};
      in
      left // right // lib.mapAttrs combined (lib.filterAttrs isUsed ways);
    mergeAttrsByFuncDefaults = builtins.foldl' mergeAttrByFunc { inherit mergeAttrBy; };
    mergeAttrsByFuncDefaultsClean = sets: removeAttrs (mergeAttrsByFuncDefaults sets) [ "mergeAttrBy" ];
    nixType = value:
      if isAttrs value then (if value ? outPath then "derivation" else "attrs")
      else if lib.isFunction value then "function"
      else { list = "list"; bool = "bool"; null = "null"; int = "int"; }.@{builtins.typeOf value} or "string";
    fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    fakeSha256 = lib.concatStrings (builtins.genList (_: "0") 64);
    fakeSha512 = lib.concatStrings (builtins.genList (_: "0") 128);
  };
in
{
  top = misc // { inherit misc; };
}
`;
