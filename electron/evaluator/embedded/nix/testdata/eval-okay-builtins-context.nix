# since: 2.20, addDrvOutputDependencies
with builtins;
let
  drv = derivation { name = "d"; system = "s"; builder = "b"; outputs = [ "out" "dev" ]; };
  text = "${drv} ${drv.dev} ${drv.drvPath} ${toFile "f" "x"}";
in
{
  has = [ (hasContext "") (hasContext text) (hasContext (unsafeDiscardStringContext text)) ];
  all = getContext text;
  kept = map (s: getContext s != { }) [ (substring 0 5 text) (concatStringsSep "," [ text ]) (replaceStrings [ "a" ] [ "b" ] text) (toJSON { a = text; }) (baseNameOf text) (dirOf text) (toString [ text ]) (text + "x") ];
  appended = getContext (appendContext "x" { "/nix/store/00000000000000000000000000000000-a" = { path = true; }; ${unsafeDiscardStringContext drv.drvPath} = { outputs = [ "out" ]; allOutputs = true; }; });
  discarded = getContext (unsafeDiscardOutputDependency drv.drvPath);
  added = getContext (addDrvOutputDependencies (unsafeDiscardOutputDependency drv.drvPath));
  from-replacement = getContext (replaceStrings [ "x" ] [ (toFile "g" "y") ] "axb") != { };
}
