{ lib, ... }: { meta.name = "m"; modules.s = { manifest.name = "s"; roles.r.interface = { lib, ... }: { freeformType = lib.types.anything; }; }; }
