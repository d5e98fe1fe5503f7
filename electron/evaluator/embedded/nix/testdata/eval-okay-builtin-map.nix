[
  (map (x: x + 1) [ 1 2 3 ])
  (map (x: throw "lazy") [ ])
  (builtins.length (map (x: throw "lazy") [ 1 2 ]))
  (map (x: y: x + y) [ 1 ])
  (map { __functor = self: x: x * self.by; by = 3; } [ 1 2 ])
]
