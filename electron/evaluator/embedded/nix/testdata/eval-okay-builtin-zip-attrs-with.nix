[
  (builtins.zipAttrsWith (name: values: values) [ { a = 1; b = 2; } { b = 3; c = 4; } { } ])
  (builtins.zipAttrsWith (name: values: name + toString (builtins.length values)) [ { a = 1; } { a = 2; } ])
  (builtins.zipAttrsWith (name: throw "nothing to zip") [ { } ])
  (builtins.attrNames (builtins.zipAttrsWith (name: values: throw "lazy") [ { x = 1; } ]))
]
