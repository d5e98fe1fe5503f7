[
  (builtins.deepSeq { a = [ 1 { b = 2; } ]; } "done")
  (builtins.tryEval (builtins.deepSeq { a = [ (throw "deep") ]; } "done"))
  (let x = { inherit x; y = [ x ]; }; in builtins.deepSeq x "a circle ends")
  (builtins.deepSeq (x: throw "not called") 1)
]
