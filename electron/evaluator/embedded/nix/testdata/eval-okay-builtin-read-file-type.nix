# since: 2.14, readFileType
map builtins.readFileType [ ./files ./files/text.txt /. ]
