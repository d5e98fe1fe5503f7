[
  (({ a ? 1, b ? a + 1 }: [ a b ]) { })
  (({ a ? 1, b ? a + 1 }: [ a b ]) { a = 5; })
  (({ a ? b, b ? 2 }: [ a b ]) { })
  (({ a ? throw "unused" }: 1) { })
  (({ a ? args.b or 7, ... }@args: a) { b = 8; })
  (({ a, ... }@args: builtins.attrNames args) { a = 1; z = 2; })
  ((args@{ a ? 1, ... }: args ? a) { })
  (({ ... }: 1) { anything = throw "unused"; })
  (({ }: 2) { })
  (({ a, }: a) { a = 3; })
]
