{ lib, ... }: { inventory.machines.m.tags = lib.mkAfter [ "three" ]; inventory.tags.t = lib.mkBefore [ "three" ]; inventory.instances.i.roles.a.extraModules = [ { order = [ "three" ]; } ]; }
