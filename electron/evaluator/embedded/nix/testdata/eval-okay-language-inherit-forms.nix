let
  a = 1;
  s = { b = 2; c = { d = 3; }; "e f" = 4; };
in
[
  { inherit a; }
  { inherit (s) b c; }
  { inherit (s.c) d; inherit a; }
  { inherit (s) "e f"; }
  { inherit; inherit (s); }
  (rec { inherit a; b = a; })
  (let inherit (s) b; in b)
  { inherit ({ "" = 5; }) ""; }
]
