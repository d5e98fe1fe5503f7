# Kept for its notes; the leading "_" keeps it out of the clan.
{
  clan.inventory.machines.kiln.description = "Broke down in the summer";
}
