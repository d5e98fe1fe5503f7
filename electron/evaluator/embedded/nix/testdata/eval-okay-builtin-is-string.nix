map builtins.isString [ "" "a" ''b'' (toString 1) (toString /a) /a null [ "a" ] "${./files/text.txt}" ]
