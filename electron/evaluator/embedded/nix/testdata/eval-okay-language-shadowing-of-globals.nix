let
  map = "mine";
  true = false;
  toString = x: "shown";
in
[ map true (toString 1) (builtins.toString 1) (let builtins = 1; in builtins) ]
