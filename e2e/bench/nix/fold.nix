# foldl' and groupBy over 200,000 elements.
{ rounds ? 1 }:
let
  round =
    _:
    let
      mod = a: b: a - b * (a / b);
      numbers = builtins.genList (i: mod (i * 7919) 200003) 200000;
      sum = builtins.foldl' (total: n: total + n) 0 numbers;
      largest = builtins.foldl' (best: n: if n > best then n else best) 0 numbers;
      groups = builtins.groupBy (n: "group-${toString (mod n 100)}") numbers;
      sizes = builtins.mapAttrs (name: members: builtins.length members) groups;
    in
    {
      inherit sum largest;
      size = sizes.group-7;
      names = builtins.length (builtins.attrNames groups);
      checksum = builtins.foldl' (total: name: total + builtins.head groups.${name}) 0 (
        builtins.attrNames groups
      );
    };
in
map round (builtins.genList (index: index) rounds)
