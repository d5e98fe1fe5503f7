[
  (builtins.getAttr "a" { a = 1; b = throw "lazy"; })
  (map (builtins.getAttr "x y") [ { "x y" = 2; } { "x y" = 3; } ])
  (builtins.getAttr "" { "" = 4; })
]
