let
  a.b.c = 1;
  a.b.d = 2;
  a.e = 3;
  "quoted name" = 4;
  inherit ({ x = 5; }) x;
in
[ a x ]
