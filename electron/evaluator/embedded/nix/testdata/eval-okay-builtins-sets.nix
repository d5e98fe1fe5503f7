with builtins; {
  names = [ (attrNames { b = 1; a = 2; }) (attrValues { b = 1; a = 2; }) (hasAttr "a" { a = 1; }) (getAttr "a" { a = 1; }) ];
  remove = removeAttrs { a = 1; b = 2; c = 3; } [ "a" "x" "c" ];
  intersect = [ (intersectAttrs { a = 1; } { a = 2; b = 3; }) (intersectAttrs { a = 1; b = 2; c = 3; } { c = 9; }) ];
  list-to = listToAttrs [ { name = "x"; value = 1; } { name = "y"; value = 2; } { name = "x"; value = 3; } ];
  mapped = mapAttrs (n: v: n + v) { a = "1"; b = "2"; };
  lazy-mapped = attrNames (mapAttrs throw { a = 1; });
  zipped = zipAttrsWith (n: vs: { inherit n vs; }) [ { a = 1; } { a = 2; b = 3; } { } ];
  cat = catAttrs "a" [ { a = 1; } { } { a = 2; } ];
  positions = [ (unsafeGetAttrPos "x" { }) (unsafeGetAttrPos "x" (listToAttrs [ ])) ];
}
