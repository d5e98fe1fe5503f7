let
  drv = derivation { name = "d"; system = "s"; builder = "b"; };
in
[
  (builtins.getContext (builtins.unsafeDiscardOutputDependency drv.drvPath))
  (builtins.getContext (builtins.unsafeDiscardOutputDependency "${drv}"))
  (builtins.unsafeDiscardOutputDependency "plain")
]
