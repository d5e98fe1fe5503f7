[
  (builtins.scopedImport { y = 2; map = "mine"; } ./files/scoped.nix)
  (builtins.scopedImport { } ./files/value.nix)
]
