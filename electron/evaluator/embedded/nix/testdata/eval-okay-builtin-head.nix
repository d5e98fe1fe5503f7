[ (builtins.head [ 1 2 ]) (builtins.head [ [ ] ]) (builtins.head [ "a" (throw "lazy") ]) ]
