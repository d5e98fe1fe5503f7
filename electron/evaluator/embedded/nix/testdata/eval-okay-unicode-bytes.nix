# Lengths and offsets count bytes; cut characters come together again.
let
  text = "aé€😀";
  bytes = builtins.genList (i: builtins.substring i 1 text) (builtins.stringLength text);
in
{
  length = map builtins.stringLength [ "" "a" "é" "€" "😀" text ];
  joined = builtins.concatStringsSep "" bytes == text;
  folded = builtins.foldl' (a: b: a + b) "" bytes == text;
  interpolated = "${builtins.elemAt bytes 1}${builtins.elemAt bytes 2}";
  count = builtins.length bytes;
  substring = [ (builtins.substring 0 3 text) (builtins.substring 1 2 text) (builtins.substring 3 (-1) text) (builtins.substring 100 1 text) ];
  order = builtins.sort builtins.lessThan [ "😀" "" "é" "z" "" ];
  replaced = builtins.replaceStrings [ "é" "x" ] [ "e" "-" ] text;
  matched = [ (let m = builtins.match "a(.)(.)(.*)" "aéb"; in builtins.elemAt m 0 + builtins.elemAt m 1 == "é") (builtins.match "(é|x)*" "éé") ];
}
