# Where strings are made, a path becomes that of its copy in the store; `toString` and the names of files do without.
with builtins; [
  ("at " + ./files/text.txt)
  (baseNameOf ({ outPath = "/o"; } + ./files/text.txt))
  (stringLength ./files/text.txt)
  (substring 0 11 ./files/text.txt)
  (concatStringsSep "," [ ./files/text.txt ])
  (unsafeDiscardStringContext ./files/text.txt)
  (toJSON ./files/text.txt)
  (baseNameOf ./files/text.txt)
  (baseNameOf (toString ./files/text.txt))
  (hasContext "${./files/text.txt}")
  (hasContext (toString ./files/text.txt))
]
