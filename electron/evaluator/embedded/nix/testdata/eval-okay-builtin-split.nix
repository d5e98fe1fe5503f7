[
  (builtins.split "b" "abc")
  (builtins.split "(b)" "abcb")
  (builtins.split "x" "abc")
  (builtins.split "" "ab")
  (builtins.split "(a)|(b)" "ab")
  (builtins.split "[[:space:]]+" " a  b ")
  (builtins.split "a*" "baac")
]
