[
  (builtins.attrValues { b = 1; a = 2; })
  (builtins.attrValues { })
  (builtins.length (builtins.attrValues { x = throw "lazy"; y = 1; }))
]
