map builtins.pathExists [
  ./files
  ./files/text.txt
  ./files/none
  (toString ./files/text.txt)
  (toString ./files + "/")
  (toString ./files/text.txt + "/")
  (toString ./files + "/.")
  /.
]
