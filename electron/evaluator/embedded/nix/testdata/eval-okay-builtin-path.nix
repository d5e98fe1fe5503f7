[
  (builtins.path { path = ./files; })
  (builtins.path { path = ./files/text.txt; name = "renamed"; })
  (builtins.path { path = ./files/text.txt; recursive = false; })
  (builtins.path { path = ./files; name = "some"; filter = path: type: type == "regular" && baseNameOf path == "text.txt"; })
  (builtins.path { path = ./files; name = ""; } == builtins.path { path = ./files; })
]
