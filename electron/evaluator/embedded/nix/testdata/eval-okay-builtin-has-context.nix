[
  (builtins.hasContext "plain")
  (builtins.hasContext "${./files/text.txt}")
  (builtins.hasContext (toString ./files/text.txt))
  (builtins.hasContext (builtins.toFile "f" "x"))
  (builtins.hasContext (builtins.substring 0 0 (builtins.toFile "f" "x")))
  (builtins.hasContext (builtins.unsafeDiscardStringContext (builtins.toFile "f" "x")))
]
