# A machine on battery must not start a backup; the timer catches up later.
{ config, lib, ... }:
{
  systemd.services."backup-gate" = {
    description = "Allow backups only on mains power";
    before = [ "backup.target" ];
    unitConfig.ConditionACPower = true;
    serviceConfig.Type = "oneshot";
    script = "echo ${lib.escapeShellArg "${config.networking.hostName} is on mains power"}";
  };
}
