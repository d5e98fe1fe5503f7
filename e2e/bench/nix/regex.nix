# 20,000 regular expressions and as many replacements.
{ rounds ? 1 }:
let
  round =
    _:
    let
      lines = builtins.genList (
        i: "machine-${toString i}.example.org:/srv/data/${toString (i * 31)}?mode=rw&user=user_${toString i}"
      ) 20000;
      parts = map (builtins.match "([a-z-]+)([0-9]+)\\.([a-z.]+):(/[^?]*)\\?(.*)") lines;
      replaced = map (
        builtins.replaceStrings [ "machine" "/" "&" "example" ] [ "host" "::" " and " "test" ]
      ) lines;
      pieces = map (line: builtins.length (builtins.split "[/?&]" line)) lines;
    in
    {
      matched = builtins.length (builtins.filter (groups: groups != null) parts);
      group = builtins.elemAt (builtins.elemAt parts 12345) 3;
      text = builtins.elemAt replaced 12345;
      length = builtins.foldl' (total: text: total + builtins.stringLength text) 0 replaced;
      pieces = builtins.foldl' (total: n: total + n) 0 pieces;
    };
in
map round (builtins.genList (index: index) rounds)
