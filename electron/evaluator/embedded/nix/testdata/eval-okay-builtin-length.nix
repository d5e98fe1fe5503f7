map builtins.length [ [ ] [ 1 ] [ (throw "lazy") [ ] null ] (builtins.genList (x: x) 100) ]
