[
  (builtins.substring 0 3 "abcdef")
  (builtins.substring 2 100 "abcdef")
  (builtins.substring 2 (-1) "abcdef")
  (builtins.substring 10 1 "abc")
  (builtins.substring 3 1 "abc")
  (builtins.substring 0 0 "abc")
  (builtins.substring 1 2 "aéb")
  (builtins.stringLength (builtins.substring 0 1 "é"))
]
