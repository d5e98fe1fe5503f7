let
  sharing = builtins.foldl' (acc: _: let x = acc; in { a = x; b = x; }) 1 (builtins.genList (x: x) 40);
  depth = n: s: if n == 0 then s else depth (n - 1) s.a;
in
{
  infinite = builtins.elemAt (let ones = [ 1 ones ]; in ones) 0;
  fix = let fix = f: let x = f x; in x; in fix (self: { a = 1; b = self.a + 1; });
  shared = depth 40 sharing;
  repeated = let s = { x = 1; }; l = [ s ]; in [ s s l l [ ] [ ] { } { } ];
  unused-argument = (a: b: b) (throw "never") 1;
  attribute = { a = 1; b = throw "never"; }.a;
}
