{ lib, ... }:
{
  _class = "clan.service";

  manifest = {
    name = "workshop/printing";
    description = "Printers at one machine, for use from all others";
    categories = [ "Office" ];
    readme = "Plug a printer into a `host` and list it there. Every `user` of the instance can print on it.";
  };

  roles.host = {
    description = "Has printers plugged in";
    interface.options.printers = lib.mkOption {
      description = "Printers of this machine by name.";
      default = { };
      type = lib.types.attrsOf (
        lib.types.submodule {
          options = {
            device = lib.mkOption {
              type = lib.types.str;
              description = "Device URI.";
              example = "usb://Brother/HL-2030";
            };
            paper = lib.mkOption {
              type = lib.types.enum [
                "A3"
                "A4"
                "A5"
                "label"
              ];
              default = "A4";
              description = "Paper in the tray.";
            };
            colour = lib.mkOption {
              type = lib.types.bool;
              default = false;
              description = "Prints in colour.";
            };
          };
        }
      );
    };
    perInstance =
      { settings, roles, ... }:
      {
        nixosModule = {
          services.printing = {
            enable = true;
            browsing = true;
            allowFrom = lib.attrNames roles.user.machines;
          };
          hardware.printers.ensurePrinters = lib.mapAttrsToList (name: printer: {
            inherit name;
            deviceUri = printer.device;
            ppdOptions.PageSize = printer.paper;
            ppdOptions.ColorModel = if printer.colour then "RGB" else "Gray";
          }) settings.printers;
          networking.firewall.allowedTCPPorts = [ 631 ];
        };
      };
  };

  roles.user = {
    description = "Prints on the printers of all hosts";
    interface.options.default = lib.mkOption {
      type = lib.types.nullOr lib.types.str;
      default = null;
      description = "Printer to use when none is chosen.";
    };
    perInstance =
      {
        settings,
        machine,
        roles,
        meta,
        ...
      }:
      let
        hosts = lib.removeAttrs roles.host.machines [ machine.name ];
      in
      {
        nixosModule = {
          hardware.printers.ensurePrinters = lib.concatLists (
            lib.mapAttrsToList (
              host: its:
              map (name: {
                inherit name;
                location = host;
                deviceUri = "ipp://${host}.${meta.domain}/printers/${name}";
              }) (lib.attrNames its.settings.printers)
            ) hosts
          );
          hardware.printers.ensureDefaultPrinter = lib.mkIf (settings.default != null) settings.default;
        };
      };
  };
}
