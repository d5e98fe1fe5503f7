# Empty names and names of one space are names like others.
let
  s = { "" = 1; " " = 2; "\n" = 3; };
in
[ s."" s." " s."\n" (builtins.attrNames s) ({ "" = { "" = 4; }; }."".""  ) ]
