[
  (dirOf "/a/b/c")
  (dirOf "/a")
  (dirOf "a")
  (dirOf "a/b")
  (dirOf "/")
  (dirOf "a/b/")
  (dirOf /x/y)
  (dirOf /x)
  (dirOf /.)
  (builtins.typeOf (dirOf ./files))
]
