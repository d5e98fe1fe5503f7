# since: 2.20, addDrvOutputDependencies
let
  drv = derivation {
    name = "d";
    system = "s";
    builder = "b";
  };
  plain = builtins.unsafeDiscardOutputDependency drv.drvPath;
  deep = builtins.addDrvOutputDependencies plain;
in
{
  same = deep == plain;
  contexts = map (s: builtins.attrValues (builtins.getContext s)) [
    plain
    deep
    (builtins.addDrvOutputDependencies deep)
  ];
}
