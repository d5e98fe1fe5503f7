map builtins.splitVersion [ "1.2.3" "1.2pre3" "" "." "a-b" "1..2" "rc1" "20240101T1" ]
