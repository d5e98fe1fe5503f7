let
  f = x: x;
in
[
  (builtins.elem 1 [ 1 2 ])
  (builtins.elem 1.0 [ 1 2 ])
  (builtins.elem "1" [ 1 2 ])
  (builtins.elem { a = [ 1 ]; } [ { a = [ 1 ]; } ])
  (builtins.elem null [ ])
  (builtins.elem f [ f ])
  (builtins.elem (x: x) [ (x: x) ])
  (builtins.elem 1 [ 1 (throw "not reached") ])
]
