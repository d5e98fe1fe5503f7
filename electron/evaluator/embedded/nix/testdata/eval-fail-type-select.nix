let f = { a = 1; }; in
  f.a.b
