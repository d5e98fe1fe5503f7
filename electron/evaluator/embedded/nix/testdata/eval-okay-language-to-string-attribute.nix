let
  s = { __toString = self: "<${self.name}>"; name = "n"; };
in
[ "${s}" (toString s) (builtins.concatStringsSep "," [ s s ]) ("x" + s) (builtins.stringLength s) ]
