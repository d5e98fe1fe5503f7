[ (builtins.sub 3 1) (builtins.sub 1 3) (builtins.sub 1.5 1) (builtins.sub 1 0.5) ]
