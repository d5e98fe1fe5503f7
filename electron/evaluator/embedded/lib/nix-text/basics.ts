/**
 * Warnings, arithmetic, fixed points, versions, assertions, tracing, paths: in Nix.
 * - `lib.trivial`: `warn` refuses a message that is no string; `fromHexString` takes `0x` in front or not.
 * - `lib.fixedPoints`: in `composeExtensions` the second overlay sees the first one's result as its previous set;
 *   `toExtension` takes a set, a function of the previous set, or an overlay.
 * - `lib.versions.pad` cuts and fills the numbers and keeps what follows the first dash.
 * - `lib.asserts` throws, so `tryEval` catches it.
 * - `lib.debug.runTests` looks only at names that start with `test`, unless `tests` names others.
 * - `lib.attrsets.updateManyAttrsByPath` applies deeper paths first, updates of one path in the order given; an update
 *   that reads a value which is not there fails.
 * - `lib.strings.getName` prefers `pname` to the name, and takes strings as names with versions; `cmakeBool` and the like
 *   assert the kinds of their arguments.
 */
export const basicsText = String.raw`
lib:
let
  inherit (builtins) elemAt genList head isAttrs isFunction isPath isString length match substring typeOf;
  say = message: builtins.trace "evaluation warning: @{message}";
  numberOf = digits: (builtins.fromTOML "number = 0x@{digits}").number;
in
{
  trivial = {
    mod = number: by: number - by * (number / by);
    splitByAndCompare = isFirst: compareFirst: compareRest: a: b:
      if isFirst a && isFirst b then compareFirst a b
      else if isFirst a then -1
      else if isFirst b then 1
      else compareRest a b;
    importJSON = file: builtins.fromJSON (builtins.readFile file);
    importTOML = file: builtins.fromTOML (builtins.readFile file);
    warn = message: assert isString message; say message;
    warnIf = condition: message: if condition then lib.warn message else lib.id;
    warnIfNot = condition: message: if condition then lib.id else lib.warn message;
    info = message: builtins.trace "INFO: @{message}";
    showWarnings = messages: value: lib.foldr lib.warn value messages;
    checkListOfEnum = label: valid: given:
      let
        unexpected = lib.subtractLists valid given;
        list = items: lib.concatMapStringsSep ", " toString items;
      in
      lib.throwIfNot (unexpected == [ ])
        "@{label}: @{list unexpected} unexpected; valid ones: @{list valid}";
    fromHexString = text:
      let digits = lib.removePrefix "0x" (lib.toLower text); in numberOf digits;
    version = "26.11pre-git";
    release = "26.11";
    versionSuffix = "pre-git";
    codeName = "Zokor";
    nixpkgsVersion = lib.version;
    oldestSupportedRelease = 2511;
    oldestSupportedReleaseIsAtLeast = release: release <= lib.trivial.oldestSupportedRelease;
    isInOldestRelease = lib.oldestSupportedReleaseIsAtLeast;
    revisionWithDefault = default: default;
    inNixShell = builtins.getEnv "IN_NIX_SHELL" != "";
    inPureEvalMode = !(builtins ? currentSystem);
  };

  fixedPoints = rec {
    extends = overlay: base: final:
      let previous = base final; in previous // overlay final previous;
    composeExtensions = first: second: final: previous:
      let
        once = first final previous;
      in
      once // second final (previous // once);
    composeManyExtensions = lib.foldr composeExtensions (final: previous: { });
    makeExtensible = makeExtensibleWithCustomName "extend";
    makeExtensibleWithCustomName = name: make:
      lib.fix' (self: make self // {
        @{name} = overlay: makeExtensibleWithCustomName name (extends overlay make);
      });
    toExtension = value:
      if !(lib.isFunction value) then final: previous: value
      else final: previous:
        let once = value previous; in if lib.isFunction once then value final previous else once;
  };

  versions = {
    major = version: elemAt (builtins.splitVersion version) 0;
    minor = version: elemAt (builtins.splitVersion version) 1;
    patch = version: elemAt (builtins.splitVersion version) 2;
    majorMinor = version: lib.concatStringsSep "." (lib.take 2 (builtins.splitVersion version));
    pad = count: version:
      let
        numbers = head (lib.splitString "-" version);
        padded = lib.take count (builtins.splitVersion numbers ++ genList (_: "0") count);
      in
      lib.concatStringsSep "." padded + lib.removePrefix numbers version;
  };

  asserts =
    let show = lib.generators.toPretty { }; in
    {
      assertMsg = condition: message: condition || throw message;
      assertOneOf = name: value: allowed:
        lib.assertMsg (lib.elem value allowed)
          "@{name} must be one of @{show allowed}, but is: @{show value}";
      assertEachOneOf = name: values: allowed:
        lib.assertMsg (lib.all (value: lib.elem value allowed) values)
          "each element in @{name} must be one of @{show allowed}, but is: @{show values}";
      checkAssertWarn = assertions: warnings: value:
        let
          failed = lib.filter (item: !item.assertion) assertions;
        in
        if failed == [ ] then lib.showWarnings warnings value
        else throw "\nFailed assertions:\n@{lib.concatMapStringsSep "\n" (item: "- @{item.message}") failed}";
    };

  debug = rec {
    traceIf = condition: message: value: if condition then builtins.trace message value else value;
    traceValFn = map: value: builtins.trace (map value) value;
    traceVal = traceValFn lib.id;
    traceSeq = shown: value: builtins.trace (builtins.deepSeq shown shown) value;
    traceValSeqFn = map: value: traceValFn map (builtins.deepSeq value value);
    traceValSeq = traceValSeqFn lib.id;
    traceSeqN = depth: shown: value:
      builtins.trace
        (lib.generators.toPretty { } (lib.generators.withRecursion { depthLimit = depth; throwOnDepthLimit = false; } shown))
        value;
    traceValSeqNFn = map: depth: value: traceSeqN depth (map value) value;
    traceValSeqN = traceValSeqNFn lib.id;
    traceFnSeqN = depth: name: function: argument:
      let result = function argument; in
      traceSeqN depth { fn = name; from = argument; to = result; } result;
    testAllTrue = expr: { inherit expr; expected = map (_: true) expr; };
    runTests = tests:
      let
        wanted = tests.tests or [ ];
        isWanted = name: if wanted == [ ] then lib.hasPrefix "test" name else lib.elem name wanted;
        failures = name: { expr, expected, ... }: lib.optional (expr != expected) { inherit name expected; result = expr; };
      in
      lib.concatMap (name: failures name tests.@{name}) (lib.filter isWanted (lib.attrNames tests));
  };

  attrsets = {
    updateManyAttrsByPath = updates: value:
      let
        at = prefix: exists: current: here:
          let
            depth = length prefix;
            split = lib.partition (item: length item.path == depth) here;
            deeper = lib.groupBy (item: elemAt item.path depth) split.wrong;
            changed =
              if split.wrong == [ ] then
                if exists then current
                else throw "updateManyAttrsByPath: Path '@{lib.showAttrPath (head split.right).path}' does not exist in the given value, but the first update to this path tries to access the existing value."
              else if !exists then lib.mapAttrs (name: at (prefix ++ [ name ]) false null) deeper
              else if isAttrs current then
                current // lib.mapAttrs (name: at (prefix ++ [ name ]) (current ? @{name}) (current.@{name} or null)) deeper
              else throw "updateManyAttrsByPath: Path '@{lib.showAttrPath (head split.wrong).path}' needs to be updated, but path '@{lib.showAttrPath prefix}' of the given value is not an attribute set, so we can't update an attribute inside of it.";
          in
          lib.foldl (result: item: item.update result) changed split.right;
      in
      at [ ] true value updates;
    toDerivation = path:
      let
        outPath = builtins.storePath path;
        result = {
          type = "derivation";
          name = lib.strings.sanitizeDerivationName (substring 33 (-1) (baseNameOf outPath));
          inherit outPath;
          outputs = [ "out" ];
          out = result;
          outputName = "out";
        };
      in
      result;
  };

  strings = rec {
    replaceString = from: to: builtins.replaceStrings [ from ] [ to ];
    makeSearchPathOutput = output: directory: packages:
      lib.makeSearchPath directory (map (lib.getOutput output) packages);
    makeLibraryPath = makeSearchPathOutput "lib" "lib";
    makeIncludePath = makeSearchPathOutput "dev" "include";
    makeBinPath = makeSearchPathOutput "bin" "bin";
    versionOlder = one: two: builtins.compareVersions two one == 1;
    versionAtLeast = one: two: builtins.compareVersions two one != 1;
    getName = value:
      if isString value then (builtins.parseDrvName value).name
      else value.pname or (builtins.parseDrvName value.name).name;
    getVersion = value:
      if isString value then (builtins.parseDrvName value).version
      else value.version or (builtins.parseDrvName value.name).version;
    nameFromURL = url: separator:
      let
        file = lib.last (lib.splitString "/" url);
        name = head (lib.splitString separator file);
      in
      assert name != file; name;
    cmakeOptionType = type: feature: value:
      assert lib.elem (lib.toUpper type) [ "BOOL" "FILEPATH" "PATH" "STRING" "INTERNAL" "LIST" ];
      assert isString feature && isString value;
      "-D@{feature}:@{lib.toUpper type}=@{value}";
    cmakeBool = feature: flag: assert builtins.isBool flag; cmakeOptionType "bool" feature (lib.toUpper (lib.boolToString flag));
    cmakeFeature = cmakeOptionType "string";
    mesonOption = feature: value: assert isString feature && isString value; "-D@{feature}=@{value}";
    mesonBool = feature: flag: assert builtins.isBool flag; mesonOption feature (lib.boolToString flag);
    mesonEnable = feature: flag: assert builtins.isBool flag; mesonOption feature (if flag then "enabled" else "disabled");
    enableFeature = flag: feature:
      assert builtins.isBool flag; assert isString feature;
      "--@{if flag then "enable" else "disable"}-@{feature}";
    enableFeatureAs = flag: feature: value: enableFeature flag feature + lib.optionalString flag "=@{value}";
    withFeature = flag: feature: assert isString feature; "--@{if flag then "with" else "without"}-@{feature}";
    withFeatureAs = flag: feature: value: withFeature flag feature + lib.optionalString flag "=@{value}";
    fileContents = file: lib.removeSuffix "\n" (builtins.readFile file);
    isStorePath = value:
      lib.isStringLike value
      && (let text = toString value; in lib.hasPrefix "/" text
        && (dirOf text == builtins.storeDir || match "/[0-9a-z]{52}" text != null));
    toJSON = builtins.toJSON;
    fromJSON = builtins.fromJSON;
  };

  filesystem = {
    pathType = builtins.readFileType;
    pathIsDirectory = path: builtins.pathExists path && builtins.readFileType path == "directory";
    pathIsRegularFile = path: builtins.pathExists path && builtins.readFileType path == "regular";
    listFilesRecursive = directory:
      lib.flatten (lib.mapAttrsToList (name: type:
        if type == "directory" then lib.filesystem.listFilesRecursive (directory + "/@{name}")
        else directory + "/@{name}") (builtins.readDir directory));
    locateDominatingFile = pattern: file:
      let
        search = path:
          let
            names = lib.attrNames (builtins.readDir path);
            matches = lib.filter (found: found != null) (map (match pattern) names);
          in
          if matches != [ ] then { inherit path matches; }
          else if path == /. then null
          else search (dirOf path);
        isDirectory = builtins.pathExists (toString file + "/.");
      in
      search (if isDirectory then file else dirOf file);
  };
}
`;
