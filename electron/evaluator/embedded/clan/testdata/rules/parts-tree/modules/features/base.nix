{ self, ... }:
{
  flake.modules.nixos.base = { pkgs, inputs, ... }: { base.nixos = pkgs.system; base.inputs = builtins.attrNames inputs; };
  flake.modules.darwin.base = { base.darwin = true; };
}
