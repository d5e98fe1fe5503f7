# Elements are operands, so an application or an operator needs brackets.
let
  f = x: x * 2;
in
[
  (builtins.length [ f 1 ])
  (builtins.length [ (f 1) ])
  [ { a = 1; }.a ]
  [ { }.b or 2 ]
  [ "a${"b"}" ''c'' ./files/../x.nix /y ]
  [ f.a or 3 ]
  [ (-1) (!true) ]
]
