let
  drv = derivation { name = "d"; system = "s"; builder = "b"; };
in
[
  (builtins.hasContext "${drv}")
  (builtins.hasContext "x${drv}y")
  (builtins.hasContext (builtins.substring 0 1 "${drv}"))
  (builtins.hasContext (builtins.replaceStrings [ "/" ] [ "." ] "${drv}"))
  (builtins.hasContext (builtins.concatStringsSep "" [ "a" drv.outPath ]))
  (builtins.hasContext (builtins.toJSON { x = drv; }))
  (builtins.hasContext (toString [ drv ]))
  (builtins.hasContext (baseNameOf drv.outPath))
  (builtins.hasContext (builtins.head (builtins.match "(.*)" drv.outPath)))
  ("${drv}" == builtins.unsafeDiscardStringContext "${drv}")
]
