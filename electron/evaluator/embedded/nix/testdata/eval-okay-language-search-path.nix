let
  __nixPath = [ { prefix = "here"; path = ./files; } ];
in
[ (baseNameOf <here/text.txt>) (import <here/value.nix>) (let __findFile = path: name: "found ${name}"; in <any/thing>) ]
