# since: 2.23, warn
[ (builtins.warn "careful" 1) (builtins.length [ (builtins.warn "never" 1) ]) ]
