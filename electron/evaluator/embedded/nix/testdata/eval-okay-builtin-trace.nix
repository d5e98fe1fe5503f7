[ (builtins.trace "shown" 1) (builtins.trace { a = 1; } [ 2 ]) (builtins.length [ (builtins.trace "never" 1) ]) ]
