[
  (builtins.derivationStrict { name = "n"; system = "s"; builder = "b"; })
  (builtins.derivationStrict { name = "n"; system = "s"; builder = "b"; outputs = [ "lib" "out" ]; })
  (builtins.attrNames (builtins.derivationStrict { name = "n"; system = "s"; builder = "b"; x = ./files/text.txt; }))
]
