let
  nest = n: if n == 0 then 0 else { inherit n; next = nest (n - 1); };
  depth = s: if builtins.isInt s then 0 else 1 + depth s.next;
in
[ (depth (nest 100)) (nest 3) ]
