/**
 * The parts of `lib.customisation` for whole package sets, `lib.derivations`, and failing tests; in Nix.
 * - `extendMkDerivation` takes the names in `excludeDrvArgNames` from what `constructDrv` gets, not from what
 *   `extendDrvArgs` sees.
 * - `lib.derivations.lazyDerivation` throws when the derivation's outputs are not those given, order included;
 *   `warnOnInstantiate` warns for everything but `meta`, `name`, `type` and `outputName`.
 * - `lib.debug.throwTestFailures` traces every failure, then throws a summary; no failures give null.
 */
export const scopesText = String.raw`
lib:
let
  kinds = [ "buildBuild" "buildHost" "buildTarget" "hostHost" "hostTarget" "targetTarget" ];
  upperFirst = text: lib.toUpper (builtins.substring 0 1 text) + builtins.substring 1 (-1) text;
  positionOf = prefix: name: set:
    let position = builtins.unsafeGetAttrPos name set; in
    lib.optionalString (position != null) "@{prefix}@{position.file}:@{toString position.line}:@{toString position.column}";
  oneLine = lib.generators.toPretty { multiline = false; };
in
{
  customisation = rec {
    hydraJob = drv:
      let
        outputs = drv.outputs or [ "out" ];
        common = { inherit (drv) name system meta; inherit outputs; }
          // lib.optionalAttrs (drv._hydraAggregate or false) {
            _hydraAggregate = true;
            constituents = map hydraJob (lib.flatten drv.constituents);
          }
          // lib.genAttrs outputs output;
        output = outputName: common // {
          inherit (drv.@{outputName}) outPath drvPath;
          type = "derivation";
          inherit outputName;
        };
        job = common.@{lib.head outputs};
      in
      if drv == null then null else builtins.deepSeq job job;
    makeScopeWithSplicing = splicePackages: newScope: otherSplices: keep: extra: f:
      makeScopeWithSplicing' { inherit splicePackages newScope; } { inherit otherSplices keep extra f; };
    makeScopeWithSplicing' = { splicePackages, newScope }@tools:
      { otherSplices, keep ? (_: { }), extra ? (_: { }), f }:
      let
        others = lib.listToAttrs (map
          (kind: { name = "pkgs@{upperFirst kind}"; value = otherSplices."self@{upperFirst kind}"; })
          (lib.remove "hostTarget" kinds));
        spliced = splicePackages (others // { pkgsHostTarget = self; });
        scope = extra spliced // spliced // keep self;
        self = f self // {
          newScope = more: newScope (scope // more);
          callPackage = newScope scope;
          overrideScope = overlay:
            makeScopeWithSplicing' tools { inherit otherSplices keep extra; f = lib.extends overlay f; };
          packages = f;
        };
      in
      self;
    extendMkDerivation =
      {
        constructDrv,
        excludeDrvArgNames ? [ ],
        excludeFunctionArgNames ? [ ],
        extendDrvArgs,
        inheritFunctionArgs ? true,
        transformDrv ? lib.id,
      }:
      {
        __functor = _: args: transformDrv (constructDrv (final:
          let given = if lib.isFunction args then args final else args; in
          removeAttrs given excludeDrvArgNames // extendDrvArgs final given));
        __functionArgs = removeAttrs
          (lib.optionalAttrs inheritFunctionArgs (removeAttrs (lib.functionArgs constructDrv) excludeDrvArgNames)
            // lib.functionArgs (extendDrvArgs { }))
          excludeFunctionArgNames;
        inherit constructDrv excludeDrvArgNames extendDrvArgs transformDrv;
      };
    mapCrossIndex = map: { buildBuild, buildHost, buildTarget, hostHost, hostTarget, targetTarget }@index:
      lib.mapAttrs (_: map) index;
    renameCrossIndexFrom = prefix: index: lib.genAttrs kinds (kind: index."@{prefix}@{upperFirst kind}");
    renameCrossIndexTo = prefix: index:
      lib.listToAttrs (map (kind: { name = "@{prefix}@{upperFirst kind}"; value = index.@{kind}; }) kinds);
  };

  derivations = {
    lazyDerivation = { derivation, meta ? null, passthru ? { }, outputs ? [ "out" ] }@args:
      let
        drv =
          if derivation.type or null != "derivation" then throw "lazyDerivation: input must be a derivation."
          else if derivation.outputs != outputs then
            throw "lib.lazyDerivation: The derivation @{derivation.name or "<unknown>"} has the outputs @{oneLine derivation.outputs}, not @{oneLine outputs} as given@{positionOf " at " "outputs" args}. Give its own outputs, in its order."
          else derivation;
      in
      { type = "derivation"; inherit (drv) outPath outputName drvPath name system; inherit outputs; meta = args.meta or drv.meta; }
      // lib.genAttrs outputs (name: drv.@{name})
      // passthru;
    optionalDrvAttr = condition: value: if condition then value else null;
    warnOnInstantiate = message: drv:
      drv
      // lib.mapAttrs (_: lib.warn message) (removeAttrs drv [ "meta" "name" "type" "outputName" ])
      // lib.optionalAttrs (builtins.isFunction (drv.overrideAttrs or null)) {
        overrideAttrs = change: lib.derivations.warnOnInstantiate message (drv.overrideAttrs change);
      };
  };

  debug.throwTestFailures = { failures, description ? "tests", ... }:
    let
      pretty = value: builtins.unsafeDiscardStringContext (lib.generators.toPretty { allowPrettyValues = true; } value);
      shown = failure:
        "FAIL @{pretty failure.name}:\nExpected:\n@{pretty failure.expected}\n\nResult:\n@{pretty failure.result}\n";
      traced = builtins.foldl' (_: failure: lib.traceVal (shown failure)) null failures;
      names = lib.concatMapStringsSep "\n- " (failure: failure.name) failures;
      summary = "@{toString (lib.length failures)} @{description} failed:\n- @{names}\n\n@{builtins.toJSON failures}";
    in
    if failures == [ ] then null else throw (builtins.seq traced summary);
}
`;
