{
  meta.name = "m";
  inventory.machines = { zeta.machineClass = "guix"; beta.machineClass = "windows"; };
}
