{ inputs, ... }:
{
  meta.name = "m";
  specialArgs = { inherit inputs; };
  meta.description = toString (builtins.attrNames inputs);
  inventory.machines.one = { };
}
