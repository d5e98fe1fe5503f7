{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  options = {
    startAt = mkOption {
      type = types.str;
      default = "*-*-* 01:00:00";
      description = "When the job runs, as a systemd calendar expression.";
    };
    catchUp = mkOption {
      type = types.bool;
      default = true;
      description = "Run a missed job as soon as the machine is up again.";
    };
    backupFolders = mkOption {
      type = types.listOf types.path;
      default = [ "/home" ];
      description = "Folders to save. Lists of role, tags and machine are added up.";
    };
    exclude = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "*/.cache" ];
      description = "Patterns of files to leave out.";
    };
    compression = mkOption {
      type = types.enum [
        "none"
        "auto"
        "lz4"
        "zstd,3"
        "zstd,9"
      ];
      default = "auto";
      description = "How archives are packed. `auto` skips what is packed already.";
    };
    keepDaily = mkOption {
      type = types.ints.between 1 365;
      default = 7;
      description = "Days for which one archive each is kept.";
    };
    keepMonthly = mkOption {
      type = types.nullOr types.ints.positive;
      default = null;
      description = "Months for which one archive each is kept. Unset: none.";
    };
    verify = mkOption {
      type = types.bool;
      default = true;
      description = "Check the archive after each run.";
    };
    beforeEach = mkOption {
      type = types.lines;
      default = "";
      description = "Shell commands that run first, for example to dump a database.";
    };
  };
}
