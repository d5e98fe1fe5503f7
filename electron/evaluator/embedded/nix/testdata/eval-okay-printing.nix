[ null true 1 (-1) 1.5 "a\"b\\c\n\${d}$e" /p [ ] [ 1 ] { } { a = { b = 1; }; } (x: x) ({ a }: a) map (map (x: x)) { "if" = 1; "a b" = 2; or = 3; "x-y'" = 4; } ]
