let
  drv = derivation { name = "d"; system = "s"; builder = "b"; };
in
[
  (builtins.unsafeDiscardStringContext "${drv}" == "${drv}")
  (builtins.getContext (builtins.unsafeDiscardStringContext drv.drvPath))
  { ${builtins.unsafeDiscardStringContext drv.outPath} = 1; }
]
