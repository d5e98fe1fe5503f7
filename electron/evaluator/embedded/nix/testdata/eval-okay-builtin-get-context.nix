let
  drv = derivation { name = "d"; system = "s"; builder = "b"; outputs = [ "out" "dev" ]; };
in
[
  (builtins.getContext "plain")
  (builtins.getContext "${drv} ${drv.dev}")
  (builtins.getContext drv.drvPath)
  (builtins.getContext "${./files/text.txt}")
  (builtins.getContext (builtins.toFile "f" "x"))
  (builtins.getContext "${drv}${drv.drvPath}")
]
