map builtins.isFunction [ (x: x) ({ }: 1) builtins.add (builtins.add 1) { __functor = self: x: x; } null "f" ]
