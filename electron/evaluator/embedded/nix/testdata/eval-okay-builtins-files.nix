# since: 2.14, readFileType
with builtins; {
  read = readFile ./files/text.txt;
  dir = readDir ./files;
  types = [ (readFileType ./files) (readFileType ./files/text.txt) ];
  exists = map pathExists [ ./files ./files/text.txt ./files/none (toString ./files + "/") (toString ./files/text.txt + "/") ];
  imported = import ./files/value.nix;
  folder = import ./files;
  called = import ./files/function.nix { x = 2; };
  cached = let a = import ./files/value.nix; b = import ./files/value.nix; in a == b;
  scoped = scopedImport { y = 5; map = "mine"; } ./files/scoped.nix;
  text-hash = hashFile "sha256" ./files/text.txt;
  store = [ "${./files/text.txt}" (path { path = ./files; name = "named"; }) (path { path = ./files; name = "filtered"; filter = p: t: baseNameOf p == "text.txt"; }) (toFile "a" "b") ];
  find = baseNameOf (findFile [ { prefix = "x"; path = toString ./files; } ] "x/text.txt");
  json = fromJSON (readFile ./files/data.json);
  plain = toPath "/a/../b";
}
