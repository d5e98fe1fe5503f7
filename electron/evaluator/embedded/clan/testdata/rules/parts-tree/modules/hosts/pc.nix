{ config, ... }:
{
  clan.imports = [ { inventory.machines.pc = { machineClass = "darwin"; }; machines.pc.imports = [ config.flake.modules.darwin.base config.flake.modules.generic.shared ]; } ];
}
