map builtins.isAttrs [ { } { a = 1; } [ ] "" null (x: x) (derivation { name = "d"; system = "s"; builder = "b"; }) ]
