[
  (builtins.sort builtins.lessThan [ 3 1 2 ])
  (builtins.sort (a: b: b < a) [ 3 1 2 ])
  (builtins.sort (a: b: a.k < b.k) [ { k = 2; v = "a"; } { k = 1; v = "b"; } { k = 2; v = "c"; } { k = 1; v = "d"; } ])
  (builtins.sort builtins.lessThan [ "b" "" "a" "B" "é" ])
  (builtins.sort (a: b: throw "nothing to compare") [ 1 ])
  (builtins.sort builtins.lessThan [ [ 2 ] [ 1 2 ] [ 1 ] [ ] ])
  (builtins.sort builtins.lessThan [ 1.5 1 2 0.5 ])
]
