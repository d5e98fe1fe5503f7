builtins.readDir ./files/text.txt
