{
  flake.clan.inventory.tags =
    { config, ... }:
    {
      indoors = [
        "bench"
        "counter"
        "forge"
      ];
      # Computed from another tag: everything indoors and the machine at the door.
      watched = config.indoors ++ [ "gate" ];
    };
}
