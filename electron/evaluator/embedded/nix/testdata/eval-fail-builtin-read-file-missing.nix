builtins.readFile ./files/none
