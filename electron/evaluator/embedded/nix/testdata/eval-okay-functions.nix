let
  add = a: b: a + b;
  pattern = { a, b ? a + 1, c ? b + 1 }: [ a b c ];
  open = { a, ... }@all: [ a (builtins.attrNames all) ];
  before = all@{ a ? 1 }: all;
  functor = { __functor = self: x: self.base + x; base = 10; };
in
{
  curried = [ (add 1 2) (map (add 1) [ 1 2 ]) ];
  patterns = [ (pattern { a = 1; }) (pattern { a = 1; b = 5; }) (pattern { a = 1; c = 0; }) ];
  ellipsis = open { a = 1; z = 2; };
  at-has-no-defaults = before { };
  empty-pattern = ({ }: 1) { };
  shadowing = (x: (x: x) 2) 1;
  functors = [ (functor 1) (map functor [ 1 2 ]) (builtins.isFunction functor) ];
  nested-functor = { __functor = self: { __functor = self: x: x; }; } 3;
  arguments = [ (builtins.functionArgs pattern) (builtins.functionArgs open) (builtins.functionArgs add) (builtins.functionArgs map) ];
  unused-is-lazy = (x: 1) (throw "never");
  default-is-lazy = ({ a ? throw "never" }: 1) { };
  immediate = (x: y: x - y) 5 3;
  equality = [ (add == add) ({ f = add; } == { f = add; }) ([ add ] == [ add ]) ];
}
