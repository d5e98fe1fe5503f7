# An option of our own: who works here. Features and instances read it.
{ lib, ... }:
{
  options.crew = lib.mkOption {
    type = lib.types.attrsOf (
      lib.types.submodule {
        options.fullName = lib.mkOption { type = lib.types.str; };
        options.keys = lib.mkOption {
          type = lib.types.listOf lib.types.str;
          default = [ ];
        };
      }
    );
    default = { };
    description = "People of the workshop by login name.";
  };

  config.crew.ada.fullName = "Ada Brandt";
  config.crew.ada.keys = [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEadaAdaAdaAdaAdaAdaAdaAdaAdaAdaAda ada@bench"
  ];
}
