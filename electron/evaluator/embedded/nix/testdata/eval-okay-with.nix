let a = 1; s = { a = 2; b = 3; }; in {
  lexical-first = with s; a;
  from-set = with s; b;
  innermost = with { x = 1; y = 1; }; with { x = 2; }; [ x y ];
  builtin-first = with { map = 1; }; builtins.isFunction map;
  function = (with s; c: c + b) 1;
  lazy-set = with throw "never"; 1;
  nested-let = with s; let b = 10; in b;
  in-pattern = with s; ({ b, c ? b }: c) { b = 7; };
  inherits = with s; { inherit b; };
}
