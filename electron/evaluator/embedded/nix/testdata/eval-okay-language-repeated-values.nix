let
  s = { a = 1; };
  l = [ 1 2 3 ];
  t = { inherit s; again = s; list = l; more = l; empty = { }; none = [ ]; };
in
[ t t.s l l ]
