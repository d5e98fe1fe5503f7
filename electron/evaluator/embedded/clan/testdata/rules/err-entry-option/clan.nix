{
  meta.name = "m";
  inventry.machines.one = { };
}
