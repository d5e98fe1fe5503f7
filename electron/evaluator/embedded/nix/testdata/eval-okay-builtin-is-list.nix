map builtins.isList [ [ ] [ 1 ] { } "[]" (map (x: x) [ ]) null ]
