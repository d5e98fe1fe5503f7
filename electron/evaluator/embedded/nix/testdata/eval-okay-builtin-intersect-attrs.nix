[
  (builtins.intersectAttrs { a = 1; b = 2; } { b = 3; c = 4; })
  (builtins.intersectAttrs { } { a = 1; })
  (builtins.intersectAttrs { a = throw "left is not looked at"; } { a = 1; })
  (builtins.intersectAttrs { a = 1; b = 1; c = 1; d = 1; } { d = "d"; a = "a"; })
]
