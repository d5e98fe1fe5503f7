[ false builtins.false (!true) (if false then 1 else 2) (let false = true; in false) ]
