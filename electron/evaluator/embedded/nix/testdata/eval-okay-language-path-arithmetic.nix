[
  (toString (/a + "/b"))
  (toString (/a + "b"))
  (toString (/a + /b))
  (toString (/a + "/../c"))
  (builtins.typeOf (/a + "x"))
  ("x" + toString /a)
  (toString (/a + ""))
]
