# since: 2.26, inherited names stood one column before
let
  base = p: if p == null then null else [ (baseNameOf p.file) p.line p.column ];
  set = {
    first = 1;
    nested.inner = 2;
    inherit (other) second;
  };
  other = { second = 3; };
  pos = n: s: base (builtins.unsafeGetAttrPos n s);
in
{
  plain = pos "first" set;
  nested = [ (pos "nested" set) (pos "inner" set.nested) ];
  inherited = pos "second" set;
  updated = [ (pos "a" ({ a = 1; } // { b = 2; })) (pos "a" ({ a = 1; } // { a = 2; })) ];
  removed = pos "first" (removeAttrs set [ "nested" ]);
  mapped = pos "a" (builtins.mapAttrs (n: v: v) { a = 1; });
  listed = pos "a" (builtins.listToAttrs [ { name = "a"; value = 1; } ]);
  dynamic = pos "a" { ${"a"} = 1; };
  formals = base (builtins.unsafeGetAttrPos "x" (builtins.functionArgs ({ x, y }: 1)));
  here = base __curPos;
}
