{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  options = {
    backupFolders = mkOption {
      type = types.listOf types.path;
      default = [ "/home" ];
      description = "Folders that go into each archive, with everything below them.";
      example = [
        "/home"
        "/var/lib"
      ];
    };

    exclude = mkOption {
      type = types.listOf types.str;
      default = [
        "*.pyc"
        "*/.cache"
      ];
      description = "Patterns of files to leave out, in the syntax of `borg help patterns`.";
    };

    startAt = mkOption {
      type = types.str;
      default = "*-*-* 01:00:00";
      description = "When the job runs, as a systemd calendar expression.";
    };

    compression = mkOption {
      type = types.enum [
        "none"
        "lz4"
        "zstd,3"
        "zstd,9"
        "zlib,6"
      ];
      default = "zstd,3";
      description = "How archives are packed. `lz4` is quick, `zstd,9` is small.";
    };

    keep = {
      daily = mkOption {
        type = types.ints.between 1 365;
        default = 7;
        description = "Number of daily archives to keep.";
      };
      weekly = mkOption {
        type = types.ints.between 0 104;
        default = 4;
        description = "Number of weekly archives to keep.";
      };
      monthly = mkOption {
        type = types.ints.between 0 120;
        default = 6;
        description = "Number of monthly archives to keep.";
      };
    };

    verify = mkOption {
      type = types.bool;
      default = true;
      description = "Check the newest archive after each run.";
    };

    preHook = mkOption {
      type = types.nullOr types.lines;
      default = null;
      description = "Shell commands to run before a backup, for example to dump a database.";
    };
  };
}
