{
  instanceName,
  settings,
  machine,
  roles,
  meta,
  ...
}:
{
  nixosModule =
    { lib, ... }:
    let
      inherit (lib)
        concatMapStringsSep
        escapeShellArg
        mapAttrs'
        mapAttrsToList
        nameValuePair
        optionalString
        ;
      borg = "/run/current-system/sw/bin/borg";

      # One job for each server: a server that is down does not stop the others.
      jobs = mapAttrs' (
        server: its:
        nameValuePair "${instanceName}-${server}" {
          repository = "ssh://borg@${server}.${meta.domain}${its.settings.directory}/${machine.name}";
          inherit server;
        }
      ) roles.server.machines;

      create = job: ''
        ${optionalString (settings.preHook != null) settings.preHook}
        ${borg} create --stats --compression ${settings.compression} \
          ${concatMapStringsSep " " (pattern: "--exclude ${escapeShellArg pattern}") settings.exclude} \
          ${job.repository}::{now} \
          ${concatMapStringsSep " " escapeShellArg settings.backupFolders}
        ${borg} prune --keep-daily ${toString settings.keep.daily} \
          --keep-weekly ${toString settings.keep.weekly} \
          --keep-monthly ${toString settings.keep.monthly} ${job.repository}
        ${optionalString settings.verify "${borg} check --last 1 ${job.repository}"}
      '';
    in
    {
      systemd.services = mapAttrs' (
        name: job:
        nameValuePair "backup-${name}" {
          description = "Back up to ${job.server}";
          wants = [ "network-online.target" ];
          after = [
            "network-online.target"
            "backup-gate.service"
          ];
          environment.BORG_PASSCOMMAND = "cat /etc/clan/borg/passphrase";
          script = create job;
          serviceConfig = {
            Type = "oneshot";
            Nice = 19;
            Slice = "backup.slice";
            PrivateTmp = true;
            ReadOnlyPaths = settings.backupFolders;
          };
        }
      ) jobs;

      systemd.timers = mapAttrs' (
        name: _:
        nameValuePair "backup-${name}" {
          wantedBy = [ "timers.target" ];
          timerConfig = {
            OnCalendar = settings.startAt;
            Persistent = true;
            RandomizedDelaySec = "15m";
          };
        }
      ) jobs;

      environment.shellAliases = lib.optionalAttrs (jobs != { }) {
        borg-list = lib.concatStringsSep "; " (mapAttrsToList (_: job: "${borg} list ${job.repository}") jobs);
      };
    };
}
