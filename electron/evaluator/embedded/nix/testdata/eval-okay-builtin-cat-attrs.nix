[
  (builtins.catAttrs "a" [ { a = 1; } { b = 2; } { a = null; b = 3; } { } ])
  (builtins.catAttrs "x" [ ])
  (builtins.length (builtins.catAttrs "a" [ { a = throw "lazy"; } ]))
]
