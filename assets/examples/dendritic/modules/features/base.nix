{ config, lib, ... }:
{
  flake.modules.nixos.base = {
    time.timeZone = lib.mkDefault "Europe/Vienna";
    nix.settings.experimental-features = [
      "nix-command"
      "flakes"
    ];
    users.users = lib.mapAttrs (_: person: {
      isNormalUser = true;
      description = person.fullName;
      openssh.authorizedKeys.keys = person.keys;
    }) config.crew;
  };
}
