[ (builtins.getEnv "A_NAME_THAT_NOBODY_SETS") (builtins.getEnv "") (builtins.getEnv "HOME") ]
