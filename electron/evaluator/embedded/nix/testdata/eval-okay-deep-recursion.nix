let
  count = n: if n == 0 then 0 else 1 + count (n - 1);
  chain = builtins.foldl' (acc: n: acc + n) 0 (builtins.genList (x: x) 50000);
in
[ (count 400) chain ]
