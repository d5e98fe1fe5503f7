map builtins.placeholder [ "out" "dev" "" "é" ]
