[
  (builtins.functionArgs ({ a, b ? 1, ... }: a))
  (builtins.functionArgs (args@{ x ? throw "lazy" }: x))
  (builtins.functionArgs (x: x))
  (builtins.functionArgs ({ }: 1))
  (builtins.functionArgs builtins.add)
  (builtins.functionArgs (builtins.add 1))
]
