# since: 2.9, break
[ (builtins.break 1) (builtins.break "x") (builtins.isFunction builtins.break) ]
