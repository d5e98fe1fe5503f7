{ self, inputs, ... }:
{
  clan = {
    meta.name = "minimal";
    inherit self;
    specialArgs.who = "minimal";
    inventory.machines.one = { };
    machines.one = { who, lib, ... }: { inherit who; self = lib.attrNames (lib.intersectAttrs { nixosConfigurations = 1; packages = 1; } self); };
  };
}
