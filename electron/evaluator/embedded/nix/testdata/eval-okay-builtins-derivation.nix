let
  simple = derivation { name = "simple"; system = "x86_64-linux"; builder = "/bin/sh"; };
  several = derivation { name = "several"; system = "x86_64-linux"; builder = "/bin/sh"; outputs = [ "out" "dev" ]; args = [ "-c" "echo ${simple}" ]; flag = true; off = false; nothing = null; number = 1; list = [ 1 "a" ]; };
  fixed = derivation { name = "fixed"; system = "x86_64-linux"; builder = "/bin/sh"; outputHash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; outputHashAlgo = "sha256"; };
  recursive = derivation { name = "recursive"; system = "x86_64-linux"; builder = "/bin/sh"; outputHash = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="; outputHashMode = "recursive"; };
  user = derivation { name = "user"; system = "x86_64-linux"; builder = "${several.dev}/bin/b"; src = fixed; other = recursive; text = builtins.toFile "t" "text"; };
  structured = derivation { name = "structured"; system = "x86_64-linux"; builder = "/bin/sh"; __structuredAttrs = true; nested = { a = [ 1 { b = null; } ]; }; dep = simple; };
  nulls = derivation { name = "nulls"; system = "x86_64-linux"; builder = "/bin/sh"; __ignoreNulls = true; gone = null; };
  show = d: [ d.drvPath d.outPath d.name d.type ];
in
{
  simple = show simple;
  several = [ (show several) several.dev.outPath several.out.outPath several.dev.outputName (map (o: o.outputName) several.all) several.dev.drvAttrs.outputs ];
  fixed = show fixed;
  recursive = show recursive;
  user = show user;
  structured = show structured;
  nulls = show nulls;
  interpolated = "${simple}/bin";
  equal = simple == derivation { name = "simple"; system = "x86_64-linux"; builder = "/bin/sh"; };
}
