[
  (builtins.readFile ./files/text.txt)
  (builtins.stringLength (builtins.readFile (toString ./files/text.txt)))
  (builtins.hasContext (builtins.readFile ./files/text.txt))
  (builtins.fromJSON (builtins.readFile ./files/data.json))
]
