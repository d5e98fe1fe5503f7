[
  (removeAttrs { a = 1; b = 2; c = 3; } [ "a" "c" ])
  (removeAttrs { a = 1; } [ "none" ])
  (removeAttrs { a = 1; } [ ])
  (builtins.attrNames (removeAttrs { a = throw "lazy"; b = 1; } [ "b" ]))
  (removeAttrs { } [ "a" "a" ])
]
