[
  (assert true; 1)
  (assert 1 < 2; assert "a" != "b"; 2)
  (builtins.tryEval (assert false; 3)).success
  (let x = 1; in assert x == 1; x)
]
