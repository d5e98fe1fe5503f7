{ config, lib, modulesPath, ... }: { seen.dir = toString config.clan.core.settings.directory; seen.modulesPath = modulesPath; imports = [ ./more.nix ]; }
