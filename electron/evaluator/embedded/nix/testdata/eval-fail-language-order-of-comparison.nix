builtins.tryEval ({ q = abort "q"; p = 1; } == { q = 1; p = 2; })
