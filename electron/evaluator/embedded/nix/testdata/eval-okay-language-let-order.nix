let
  a = b + 1;
  b = c * 2;
  c = 3;
  f = n: if n == 0 then [ ] else [ n ] ++ f (n - 1);
  even = n: n == 0 || odd (n - 1);
  odd = n: n != 0 && even (n - 1);
in
[ a (f 3) (even 10) (let a = 1; in let b = a; a = 2; in b) ]
