[
  (builtins.seq 1 2)
  (builtins.seq { a = throw "only the outside"; } 3)
  (builtins.seq [ (throw "only the outside") ] 4)
  (builtins.tryEval (builtins.seq (throw "x") 5))
]
