[
  (builtins.tryEval 1)
  (builtins.tryEval (throw "x"))
  (builtins.tryEval (assert false; 1))
  (builtins.tryEval { a = throw "inside is not looked at"; }).success
  (builtins.tryEval (builtins.tryEval (throw "x"))).value
  (let x = builtins.tryEval (throw "x"); in [ x.success x.value ])
  (builtins.tryEval <no-such-entry>)
]
