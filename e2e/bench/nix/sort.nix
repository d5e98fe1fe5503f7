# Sorting 100,000 integers with a comparator written in Nix, and 100,000 strings with the built-in one.
{ rounds ? 1 }:
let
  round =
    _:
    let
      mod = a: b: a - b * (a / b);
      numbers = builtins.genList (i: mod (i * 48271) 100003) 100000;
      sorted = builtins.sort (a: b: a < b) numbers;
      texts = builtins.sort builtins.lessThan (map toString numbers);
    in
    [
      (builtins.head sorted)
      (builtins.elemAt sorted 50000)
      (builtins.head texts)
      (builtins.elemAt texts 50000)
    ];
in
map round (builtins.genList (index: index) rounds)
