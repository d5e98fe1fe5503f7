[
  (builtins.listToAttrs [ { name = "a"; value = 1; } { name = "b c"; value = 2; } ])
  (builtins.listToAttrs [ { name = "a"; value = 1; } { name = "a"; value = throw "the first counts"; } ])
  (builtins.listToAttrs [ ])
  (builtins.attrNames (builtins.listToAttrs [ { name = "x"; value = throw "lazy"; extra = 1; } ]))
]
