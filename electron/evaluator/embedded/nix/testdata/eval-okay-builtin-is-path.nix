map builtins.isPath [ /a ./b (toString /a) (/a + "/b") ("/a" + ./files/text.txt) "/a" (dirOf /a/b) null ]
