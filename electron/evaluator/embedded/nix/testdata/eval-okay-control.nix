{
  if-else = [ (if true then 1 else throw "never") (if 1 > 2 then throw "never" else 2) ];
  chained = let f = n: if n < 0 then "negative" else if n == 0 then "zero" else "positive"; in map f [ (-1) 0 1 ];
  assertion = assert true; assert 1 == 1; "held";
  caught = map (x: (builtins.tryEval x).success) [ 1 (throw "x") (assert false; 1) (assert 1 == 2; 1) ];
  caught-value = builtins.tryEval (throw "x");
  lazy-try = (builtins.tryEval { a = throw "x"; }).success;
  twice = let t = throw "x"; in [ (builtins.tryEval t) (builtins.tryEval t) ];
  seq = [ (builtins.seq 1 2) (builtins.tryEval (builtins.seq (throw "x") 2)).success (builtins.seq { a = throw "x"; } 3) ];
  deep-seq = (builtins.tryEval (builtins.deepSeq { a = [ (throw "x") ]; } 3)).success;
  context = builtins.addErrorContext "unused" 1;
}
