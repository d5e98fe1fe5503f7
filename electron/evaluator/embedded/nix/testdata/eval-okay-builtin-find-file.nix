[
  (baseNameOf (builtins.findFile [ { prefix = "f"; path = ./files; } ] "f/text.txt"))
  (baseNameOf (builtins.findFile [ { path = ./files; } ] "data.json"))
  (baseNameOf (builtins.findFile [ { prefix = "g"; path = /nowhere; } { prefix = ""; path = ./files; } ] "value.nix"))
  (builtins.typeOf (builtins.findFile [ { prefix = "f"; path = ./files; } ] "f"))
  (builtins.tryEval (builtins.findFile [ ] "nothing"))
]
