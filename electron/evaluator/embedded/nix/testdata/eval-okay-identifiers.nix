let
  a' = 1;
  b-c = 2;
  _d = 3;
  e_1 = 4;
  or' = 5;
in
{
  names = [ a' b-c _d e_1 or' ];
  attributes = { "if" = 1; "with space" = 2; "1a" = 3; or = 4; "" = 5; "a.b" = 6; "é" = 7; "a'" = 8; "${"x"}y" = 9; };
  selected = { "a b".c = 1; }."a b".c;
  or-select = { or = 1; }.or;
  or-argument = let or = x: x; f = g: g 7; in f or;
}
