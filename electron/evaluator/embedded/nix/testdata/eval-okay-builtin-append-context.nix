let
  path = "/nix/store/00000000000000000000000000000000-a";
  drv = "/nix/store/11111111111111111111111111111111-b.drv";
  with-context = builtins.appendContext "text" {
    ${path}.path = true;
    ${drv} = {
      outputs = [ "out" "dev" ];
      allOutputs = true;
    };
  };
in
{
  text = builtins.unsafeDiscardStringContext with-context;
  context = builtins.getContext with-context;
  twice = builtins.getContext (builtins.appendContext with-context { ${path}.path = true; });
  nothing = builtins.hasContext (builtins.appendContext "x" { });
  empty = builtins.hasContext (builtins.appendContext "x" { ${path} = { }; });
  off = builtins.hasContext (builtins.appendContext "x" { ${path}.path = false; });
}
