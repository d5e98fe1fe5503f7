/**
 * Functions about packages that need no package set; in Nix.
 * - `lib.customisation`: `callPackageWith` passes only what the function names, the given arguments win, and a missing
 *   one aborts; results of `makeOverridable` keep `override` through `overrideAttrs` and `overrideDerivation`. In
 *   `makeScope`, `overrideScope` takes an overlay.
 * - `lib.meta`: `getExe` falls back on the package's name with a warning; `getExe'` takes a name, not a path.
 *   `availableOn` is true without `meta.platforms`, and `badPlatforms` wins over it.
 * - `lib.stringsWithDeps`: each name's text comes once, after those it depends on.
 */
export const packagesText = String.raw`
lib:
let
  inherit (builtins) head isAttrs isString;
  loadFunction = value: if lib.isFunction value then value else import value;
  whenHas = set: name: value: lib.optionalAttrs (set ? @{name}) { @{name} = value; };
in
{
  customisation = rec {
    makeOverridable = function:
      let
        named = lib.mirrorFunctionArgs function;
        changed = given: change: given // (if lib.isFunction change then change given else change);
        call = given:
          let
            result = function given;
            override = named (change: makeOverridable function (changed given change));
            again = step: makeOverridable (named (args: step (function args))) given;
          in
          if isAttrs result then
            result
            // { inherit override; overrideDerivation = change: again (drv: overrideDerivation drv change); }
            // whenHas result "overrideAttrs" (change: again (drv: drv.overrideAttrs change))
          else if lib.isFunction result then
            lib.setFunctionArgs result (lib.functionArgs result) // { inherit override; }
          else result;
      in
      if isAttrs function then
        function // named call // whenHas function "override" (change: makeOverridable (function.override change))
      else named call;
    callPackageWith = available: file: given:
      let
        function = loadFunction file;
        wanted = lib.functionArgs function;
        passed = builtins.intersectAttrs wanted available // given;
        missing = lib.attrNames (lib.filterAttrs (name: hasDefault: !hasDefault && !(passed ? @{name})) wanted);
      in
      if missing == [ ] then makeOverridable function passed
      else abort "lib.customisation.callPackageWith: Function called without required argument \"@{head missing}\"";
    callPackagesWith = available: file: given:
      let
        function = loadFunction file;
        passed = builtins.intersectAttrs (lib.functionArgs function) available // given;
        packages = function passed;
      in
      if lib.isDerivation packages then
        throw "function callPackages was called on a *single* derivation \"@{packages.name or "<unknown-name>"}\"; did you mean to use callPackage instead?"
      else
        lib.mapAttrs (name: _: makeOverridable (lib.mirrorFunctionArgs function (args: (function args).@{name})) passed) packages;
    overrideDerivation = drv: change:
      let extra = drv.passthru or { }; in
      extendDerivation (builtins.seq drv.drvPath true) ({ meta = drv.meta or { }; passthru = extra; } // extra)
        (derivation (drv.drvAttrs // change drv));
    extendDerivation = condition: extra: drv:
      let
        outputs = drv.outputs or [ "out" ];
        checked = value: assert condition; value;
        output = name: common // {
          inherit (drv.@{name}) type outputName;
          outputSpecified = true;
          drvPath = checked drv.@{name}.drvPath;
          outPath = checked drv.@{name}.outPath;
        } // whenHas extra "overrideAttrs" (change: (extra.overrideAttrs change).@{name});
        common = drv // lib.genAttrs outputs output // { all = map output outputs; } // extra // {
          drvPath = checked drv.drvPath;
          outPath = checked drv.outPath;
        };
      in
      common;
    makeScope = newScope: make:
      let
        self = { callPackage = self.newScope { }; } // make self // {
          newScope = scope: newScope (self // scope);
          overrideScope = overlay: makeScope newScope (lib.extends overlay make);
          packages = make;
        };
      in
      self;
  };

  meta = rec {
    addMetaAttrs = added: drv:
      if drv ? overrideAttrs then drv.overrideAttrs (old: { meta = old.meta or { } // added; })
      else drv // { meta = drv.meta or { } // added; };
    dontDistribute = addMetaAttrs { hydraPlatforms = [ ]; };
    setName = name: drv: drv // { inherit name; };
    updateName = change: drv: drv // { name = change drv.name; };
    appendToName = suffix: updateName (name:
      let parts = builtins.parseDrvName name; in "@{parts.name}-@{suffix}-@{parts.version}");
    mapDerivationAttrset = map: lib.mapAttrs (_: value: if lib.isDerivation value then map value else value);
    defaultPriority = 5;
    setPrio = priority: addMetaAttrs { inherit priority; };
    lowPrio = setPrio 10;
    hiPrio = setPrio (-10);
    lowPrioSet = mapDerivationAttrset lowPrio;
    hiPrioSet = mapDerivationAttrset hiPrio;
    platformMatch = platform: pattern:
      if isString pattern then platform ? system && pattern == platform.system
      else lib.matchAttrs (if pattern ? parsed then pattern else { parsed = pattern; }) platform;
    availableOn = platform: package:
      (!(package ? meta.platforms) || lib.any (platformMatch platform) package.meta.platforms)
      && !(package ? meta.badPlatforms && lib.any (platformMatch platform) package.meta.badPlatforms);
    getExe = package:
      getExe' package (package.meta.mainProgram or (lib.warn
        "lib.getExe: @{lib.strings.escapeNixString (package.meta.name or package.pname or package.name)} has no meta.mainProgram; its name is taken for the program's. Name the program with lib.getExe'."
        (lib.getName package)));
    getExe' = package: name:
      assert lib.assertMsg (lib.isDerivation package) "lib.getExe' needs a package first, not a @{builtins.typeOf package}";
      assert lib.assertMsg (isString name) "lib.getExe' needs the name of a program, not a @{builtins.typeOf name}";
      assert lib.assertMsg (baseNameOf name == name) "lib.getExe' needs the name of a program, not the path @{name}";
      "@{lib.getBin package}/bin/@{name}";
  };

  stringsWithDeps = rec {
    textClosureList = predefined: arguments:
      let
        visit = done: todo:
          if todo == [ ] then { result = [ ]; inherit done; }
          else
            let entry = head todo; rest = builtins.tail todo; in
            if isAttrs entry then
              let
                before = visit done entry.deps;
                after = visit before.done rest;
              in
              { result = before.result ++ [ entry.text ] ++ after.result; done = before.done // after.done; }
            else if done ? @{entry} then visit done rest
            else visit (done // { @{entry} = 1; }) ([ predefined.@{entry} ] ++ rest);
      in
      (visit { } arguments).result;
    textClosureMap = map: predefined: names: lib.concatStringsSep "\n" (builtins.map map (textClosureList predefined names));
    noDepEntry = text: { inherit text; deps = [ ]; };
    fullDepEntry = text: deps: { inherit text deps; };
    packEntry = deps: { inherit deps; text = ""; };
    stringAfter = deps: text: { inherit deps text; };
  };
}
`;
