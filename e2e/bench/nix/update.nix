# 3,000 updates, each adding one attribute to the set made so far; and 3,000 of a set of fixed size.
{ rounds ? 1 }:
let
  round =
    _:
    let
      numbers = builtins.genList (i: i) 3000;
      grown = builtins.foldl' (set: i: set // { "key-${toString i}" = i; }) { } numbers;
      counted = builtins.foldl' (set: i: set // { count = set.count + 1; last = i; }) {
        count = 0;
        last = null;
        name = "counter";
        enable = true;
      } numbers;
    in
    {
      inherit counted;
      size = builtins.length (builtins.attrNames grown);
      sum = builtins.foldl' (total: n: total + n) 0 (builtins.attrValues grown);
    };
in
map round (builtins.genList (index: index) rounds)
