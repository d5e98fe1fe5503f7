[ (builtins.toPath "/a/b/../c") (builtins.toPath /x/y) (builtins.typeOf (builtins.toPath "/a")) (builtins.toPath "/") ]
