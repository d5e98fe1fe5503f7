let
  drv = derivation {
    name = "tool-1.0";
    system = "x86_64-linux";
    builder = "/bin/sh";
    args = [ "-c" "echo hi" ];
    outputs = [ "out" "man" ];
    flag = true;
    nothing = null;
    list = [ 1 "two" [ 3 ] ];
  };
in
{
  inherit (drv) drvPath outPath name type outputName;
  man = [ drv.man.outPath drv.man.outputName drv.man.type ];
  all = map (o: o.outputName) drv.all;
  kept = drv.drvAttrs.list;
  shown = "${drv}";
  shape = builtins.attrNames drv;
  same = drv == drv.man;
  again = drv.out.man.out == drv;
}
