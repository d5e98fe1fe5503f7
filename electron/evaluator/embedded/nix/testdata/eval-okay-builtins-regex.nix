with builtins; {
  match = [ (match "ab" "abc") (match "abc" "abc") (match "a(b)(x)?" "ab") (match "([0-9]+)-([a-z]*)" "12-ab") (match ".*" "a\nb") (match "" "") (match "()" "") ];
  classes = [ (match "[[:space:]]*([^[:space:]]+)[[:space:]]*" "  x ") (match "[[:alnum:]_]+" "a_1") (match "[]a]+" "]a]") (match "[^]a]+" "bc") (match "[a-]+" "a-a") (match "[\\]+" "\\\\") (match "[[:upper:][:digit:]]+" "A1") (match "[[.a.]-c]" "b") ];
  counts = [ (match "a{2,3}" "aaaa") (match "a{2,3}" "aaa") (match "a{2}" "aa") (match "a{2,}" "aaaaa") (match "(ab){2}" "abab") ];
  alternatives = [ (match "(a|b)*" "abab") (match "(a|ab)(c|bcd)(d*)" "abcd") (match "a|b|" "") (match "(foo|foobar)(bar)?" "foobar") ];
  repeated-groups = [ (match "((a)|(b))*" "ab") (match "(x(y)?)*" "xyx") (match "([a-z]+,?)*" "a,b,c") ];
  escapes = [ (match "\\$\\{(.*)}" "\${v}") (match "[^.]*\\.nix" "x.nix") (match "a\\|b" "a|b") (match "\\(\\)" "()") (match "^a$" "a") ];
  split = [ (split "(a)b" "abc") (split "([ac])" "abc") (split "," "a,b,,c") (split "x" "") (split "(-)|(_)" "a-b_c") (split "" "ab") (split "a*" "baac") ];
  longest = [ (split "(a|ab)" "xabx") (split "(b|bc|bcd)" "abcde") (split "x|xy|(xyz)" "xyzxy") ];
}
