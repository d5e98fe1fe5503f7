let
  zero = f: x: x;
  succ = n: f: x: f (n f x);
  add = a: b: f: x: a f (b f x);
  toInt = n: n (v: v + 1) 0;
  two = succ (succ zero);
in
toInt (add two (succ two))
