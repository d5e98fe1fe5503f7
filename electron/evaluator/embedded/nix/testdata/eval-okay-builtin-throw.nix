[
  (builtins.tryEval (throw "message"))
  (builtins.length [ (throw "lazy") ])
  (builtins.tryEval (throw "with ${toString 1}")).success
  (builtins.isFunction throw)
]
