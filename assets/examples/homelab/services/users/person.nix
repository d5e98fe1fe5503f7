{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  options = {
    fullName = mkOption {
      type = types.nullOr types.str;
      default = null;
      description = "Name to show at the login screen.";
    };
    uid = mkOption {
      type = types.nullOr (types.ints.between 1000 29999);
      default = null;
      description = "Number of the user. Unset: the machine picks one and keeps it.";
    };
    groups = mkOption {
      type = types.listOf types.str;
      default = [ ];
      description = "Groups besides the person's own.";
    };
    shell = mkOption {
      type = types.enum [
        "bash"
        "fish"
        "zsh"
      ];
      default = "bash";
      description = "Login shell.";
    };
    sudo = mkOption {
      type = types.enum [
        "no"
        "with-password"
        "without-password"
      ];
      default = "no";
      description = "Whether the person may act as `root`.";
    };
    keys = mkOption {
      type = types.listOf types.singleLineStr;
      default = [ ];
      description = "Public SSH keys.";
    };
  };
}
