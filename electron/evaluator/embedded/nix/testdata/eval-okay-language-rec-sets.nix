rec {
  a = b;
  b = c.d;
  c = rec {
    d = e;
    e = 1;
  };
  inherit (c) e;
  f = { a = "not recursive"; g = a; };
  h.i = a;
  "k l" = 2;
}
