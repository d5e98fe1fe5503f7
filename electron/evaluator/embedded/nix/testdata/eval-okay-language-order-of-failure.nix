# Where several attributes fail, the one whose name Nix met first is told: in the text, not in the alphabet.
[
  (builtins.tryEval (builtins.deepSeq { b = throw "b"; a = abort "a"; } 1))
  (builtins.tryEval ({ b = throw "b"; a = abort "a"; } == { b = 1; a = 2; }))
  (builtins.tryEval (builtins.deepSeq { z = abort "z"; value = throw "known from the start"; } 1))
]
