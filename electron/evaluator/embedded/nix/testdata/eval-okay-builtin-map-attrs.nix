[
  (builtins.mapAttrs (name: value: name + toString value) { a = 1; b = 2; })
  (builtins.mapAttrs (throw "no attributes") { })
  (builtins.attrNames (builtins.mapAttrs (name: value: throw "lazy") { x = 1; }))
  (builtins.mapAttrs (name: value: name) { a = throw "not looked at"; })
]
