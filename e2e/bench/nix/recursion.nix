# Deep recursion: 9,000 calls inside one another, a hundred times, and lists built by recursion.
{ rounds ? 1 }:
let
  round =
    _:
    let
      count = n: if n == 0 then 0 else 1 + count (n - 1);
      build = n: if n == 0 then null else { head = n; tail = build (n - 1); };
      sumOf = list: if list == null then 0 else list.head + sumOf list.tail;
      times = builtins.genList (i: i) 100;
    in
    {
      counted = builtins.foldl' (total: i: total + count (9000 - i)) 0 times;
      summed = builtins.foldl' (total: i: total + sumOf (build (4000 + i))) 0 times;
    };
in
map round (builtins.genList (index: index) rounds)
