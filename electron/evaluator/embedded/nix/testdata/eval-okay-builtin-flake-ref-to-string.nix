# since: 2.18, flakeRefToString
[
  (builtins.flakeRefToString { type = "github"; owner = "o"; repo = "r"; })
  (builtins.flakeRefToString { type = "github"; owner = "o"; repo = "r"; ref = "main"; dir = "sub"; })
  (builtins.flakeRefToString { type = "path"; path = "/a/b"; })
  (builtins.flakeRefToString { type = "indirect"; id = "nixpkgs"; })
  (builtins.flakeRefToString { type = "git"; url = "https://h/r.git"; ref = "x"; })
]
