{
  precedence = [
    (1 + 2 * 3) (-1 + 2) (!false && false) (1 + 1 == 2) ([ 1 ] ++ [ 2 ] == [ 1 2 ]) (true || false && false)
    (true -> false || true) (1 < 2 == true) (!true == false) (1 - 1 - 1) (2 * 3 / 4) (-2 * -3) (- 1 + - 2)
  ];
  update-and-has = ({ a = 1; } // { b = 2; }) ? b;
  right-update = { a = 1; } // { b = 2; } // { a = 3; };
  concat-right = [ 1 ] ++ [ 2 ] ++ [ 3 ];
  logic-is-lazy = [ (true || throw "never") (false && throw "never") (false -> throw "never") ];
  implication = [ (true -> true) (true -> false) (false -> true) (false -> false) ];
  not = [ (!true) (!false) (!!true) (!(1 == 2)) ];
  application-first = [ ((x: x) 1 + 1) (-(x: x) 2) ];
  negated-select = - { a = 1; }.a;
}
