# since: 2.18, outputOf
let
  drv = derivation { name = "d"; system = "s"; builder = "b"; };
  text = builtins.outputOf (builtins.unsafeDiscardOutputDependency drv.drvPath) "out";
in
{
  same = text == drv.outPath;
  context = builtins.attrValues (builtins.getContext text);
}
