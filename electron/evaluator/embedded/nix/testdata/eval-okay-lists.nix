let one = 1; in {
  literal = [ 1 "two" [ 3 ] { four = 4; } (1 + 4) one [ ] ];
  concat = [ ] ++ [ 1 ] ++ [ 2 3 ] ++ [ ];
  selected = [ { a = 1; }.a { b.c = 2; }.b.c or 3 { }.x or 4 ];
  lazy = builtins.length [ (throw "never") (abort "never") ];
  nested = [ [ [ ] ] [ [ 1 ] ] ];
}
