let
  n = "files";
in
map toString [
  /a/b
  /a/../b
  /a/./b
  /.
  /${n}/x
  /a/${n}-b/c
  /a/${n}${n}
]
