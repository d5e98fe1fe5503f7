{ config, inputs, ... }:
{
  flake.clan.machines.oak = { imports = [ inputs.self.modules.nixos.base config.flake.modules.generic.shared ]; };
}
