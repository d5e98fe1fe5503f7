map builtins.isInt [ 1 (-1) 1.0 "1" null (builtins.floor 1.5) (3 / 2) ]
