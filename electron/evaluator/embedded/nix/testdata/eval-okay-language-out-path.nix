let
  o = { outPath = "/out"; };
  deep = { outPath = { outPath = "/deep"; }; };
in
[ "${o}/bin" (toString o) (o + "/x") "${deep}" (builtins.toJSON deep) { outPath = 1; }.outPath ]
