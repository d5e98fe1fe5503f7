let
  n = "x";
in
[
  { ${n} = 1; "${n}y" = 2; ${n + "z"} = 3; }
  { ${null} = throw "left out"; a = 1; }
  { a.${n}.b = 4; }
  { ${n} = 1; }.${n}
  ({ x = 1; } ? ${n})
  ({ x.y = 2; }.${n}."y")
  { ${if true then "t" else null} = 1; }
]
