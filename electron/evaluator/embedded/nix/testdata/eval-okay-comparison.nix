{
  numbers = [ (1 < 2) (2 < 1) (1 <= 1) (1 >= 2) (1 < 1.5) (1.5 > 1) ];
  lists = [ ([ 1 2 ] < [ 1 3 ]) ([ 1 ] < [ 1 0 ]) ([ ] < [ 1 ]) ([ 2 ] < [ 1 3 ]) ([ "a" 1 ] < [ "a" 2 ]) ([ ] < [ ]) ];
  paths = [ (/a < /b) (/b < /a) (/a < /a/b) ];
  equality = [
    (1 == 1) (1 == 1.0) (1 == "1") (null == null) (null == false) ("a" == "a") ([ 1 [ 2 ] ] == [ 1 [ 2 ] ])
    ({ a = 1; } == { a = 1; }) ({ a = 1; } == { a = 1; b = 1; }) ({ a = 1; b = 2; } == { b = 2; a = 1; }) ((x: x) == (x: x)) (/a == "/a")
  ];
  inequality = [ (1 != 2) ([ ] != [ 1 ]) ({ } != { }) ];
  short = { a = 1; } == { b = throw "never"; };
  derivations = { type = "derivation"; outPath = "/o"; x = 1; } == { type = "derivation"; outPath = "/o"; x = 2; };
}
