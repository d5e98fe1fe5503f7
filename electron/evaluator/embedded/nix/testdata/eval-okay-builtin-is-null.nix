map builtins.isNull [ null false 0 "" [ ] { } builtins.null ]
