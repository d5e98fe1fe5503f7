map builtins.parseDrvName [ "hello-1.2" "a-b-c" "x-1" "x--1" "-1" "" "a-1b-2" "a-é" "foo-1.0-bar" ]
