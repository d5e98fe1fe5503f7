builtins.toXML [ 1 1.5 "a<b>&\"c'\n" true null /p [ ] { } { a = { b = 1; }; } ({ x, y ? 1, ... }@z: x) (x: x) { type = "derivation"; drvPath = "/d"; outPath = "/o"; } ]
