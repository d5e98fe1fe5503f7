[
  (builtins.match "a(.*)c" "abbc")
  (builtins.match "a" "ab")
  (builtins.match "" "")
  (builtins.match "(a)|(b)" "b")
  (builtins.match "([[:alpha:]]+)-([0-9.]+)" "name-1.2")
  (builtins.match "[^/]*" "a/b")
  (builtins.match "(a*)(a*)" "aaa")
  (builtins.match "((a)|b)*" "ab")
  (builtins.match "x{2,3}" "xxx")
  (builtins.match "\\$\\{(.)}" "\${a}")
  (builtins.match "(a|)*" "aa")
  (builtins.match ".*\n.*" "a\nb")
]
