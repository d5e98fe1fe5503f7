{
  absolute = [ /a /a/b/../c /a/./b /. ];
  types = map builtins.typeOf [ ./a ../a /a a/b ];
  text = [ (toString /a/b) (toString /a/../..) (baseNameOf /x/y.nix) (dirOf /x/y) ];
  appended = [ (/a + "/b") (/a + "b") (/a + "/../c") (/a + /b) ];
  interpolated = let x = "x"; in [ /a/${x}/b /a${"/" + x} /a-${x} ];
  relative = [ (./paths == ./. + "/paths") (baseNameOf ./a) (./a/../b == ./b) ];
  equal = [ (/a == /a) (/a == "/a") (/a < /b) ];
}
