[
  (builtins.concatStringsSep ", " [ "a" "b" "c" ])
  (builtins.concatStringsSep "" [ ])
  (builtins.concatStringsSep "-" [ "only" ])
  (builtins.concatStringsSep "/" [ "" "" ])
  (builtins.concatStringsSep ":" [ { outPath = "/o"; } { __toString = _: "t"; } ])
  (builtins.concatStringsSep "" [ "é" (builtins.substring 0 1 "é") (builtins.substring 1 1 "é") ])
]
