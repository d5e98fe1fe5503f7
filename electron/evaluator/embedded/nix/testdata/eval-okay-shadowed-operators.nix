# `-`, `*`, `/` and the comparisons call builtins, by names that can be bound again.
let
  __sub = a: b: "sub";
  __lessThan = a: b: "less";
  __mul = a: b: "mul";
in
[ (1 - 2) (-1) (1 < 2) (1 > 2) (1 * 2) (6 / 2) (1 + 2) ]
