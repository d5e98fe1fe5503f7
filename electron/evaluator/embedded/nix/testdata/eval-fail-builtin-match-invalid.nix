builtins.match "a**(" "a"
