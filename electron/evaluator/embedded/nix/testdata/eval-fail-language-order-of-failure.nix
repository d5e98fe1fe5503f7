builtins.tryEval (builtins.deepSeq { q = abort "q"; p = throw "p"; } 1)
