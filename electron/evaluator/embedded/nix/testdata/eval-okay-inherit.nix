let
  a = 1;
  b = 2;
  set = { c = 3; d = { e = 4; }; };
in
{
  plain = { inherit a b; };
  from = { inherit (set) c; inherit (set.d) e; };
  empty = { inherit; inherit (set); };
  quoted = { inherit "a"; inherit (set) "c"; };
  in-let = let inherit (set) c d; inherit a; in [ a c d ];
  in-rec = rec { inherit (x) y; x = { y = 5; }; z = y; };
  outer = let a = 10; in rec { inherit a; b = a; };
  lazy = builtins.attrNames { inherit (throw "never") x y; };
}
