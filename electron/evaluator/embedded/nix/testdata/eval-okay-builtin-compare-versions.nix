let
  order = a: b: [ (builtins.compareVersions a b) (builtins.compareVersions b a) ];
in
[
  (order "1.0" "1.0")
  (order "1.0" "1.1")
  (order "1.9" "1.10")
  (order "1.0" "1.0.0")
  (order "1.0pre1" "1.0")
  (order "1.0pre1" "1.0a")
  (order "1.0a" "1.0b")
  (order "1.a" "1.1")
  (order "" "1")
  (order "1-2" "1.2")
  (order "007" "7")
  (order "2147483647" "2147483648")
  (order "é" "z")
]
