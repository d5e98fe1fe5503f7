let
  set = {
    a = 1;
      b.c = 2;
  };
  at = name: s: let p = builtins.unsafeGetAttrPos name s; in if p == null then null else [ p.line p.column (baseNameOf p.file) ];
in
[
  (at "a" set)
  (at "b" set)
  (at "c" set.b)
  (at "none" set)
  (at "a" (builtins.mapAttrs (n: v: v) set))
  (at "a" (set // { a = 2; }))
  (at "a" (removeAttrs set [ "b" ]))
]
