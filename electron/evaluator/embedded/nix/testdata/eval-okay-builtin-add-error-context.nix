[
  (builtins.addErrorContext "while being fine" 1)
  (builtins.addErrorContext (throw "never looked at") [ 2 ])
  (builtins.tryEval (builtins.addErrorContext "context" (throw "x")))
]
