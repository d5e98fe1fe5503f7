let
  counter = { __functor = self: x: self.start + x; start = 10; };
  nested = { __functor = self: { __functor = inner: y: [ "inner" y ]; }; };
in
[
  (counter 1)
  ((counter // { start = 100; }) 1)
  (nested "a")
  (builtins.isFunction counter)
  (map counter [ 1 2 ])
  (builtins.functionArgs counter.__functor)
]
