# since: 2.16, replacements that are not used are not computed
[
  (builtins.replaceStrings [ "a" "b" ] [ "b" "a" ] "abba")
  (builtins.replaceStrings [ "aa" "a" ] [ "2" "1" ] "aaa")
  (builtins.replaceStrings [ "" ] [ "-" ] "ab")
  (builtins.replaceStrings [ "" ] [ "-" ] "")
  (builtins.replaceStrings [ ] [ ] "x")
  (builtins.replaceStrings [ "x" ] [ (throw "unused") ] "abc")
  (builtins.replaceStrings [ "é" ] [ "e" ] "café")
  (builtins.stringLength (builtins.replaceStrings [ "" ] [ "." ] "é"))
  (builtins.replaceStrings [ "a" "" ] [ "A" "_" ] "aba")
]
