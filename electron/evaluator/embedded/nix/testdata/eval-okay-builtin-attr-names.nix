[
  (builtins.attrNames { b = 1; a = throw "lazy"; })
  (builtins.attrNames { })
  (builtins.attrNames { "10" = 1; "9" = 1; "a b" = 1; A = 1; _ = 1; "" = 1; "é" = 1; "z" = 1; })
]
