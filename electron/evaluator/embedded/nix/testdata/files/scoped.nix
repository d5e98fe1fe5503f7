[ y map (builtins ? map) ]
