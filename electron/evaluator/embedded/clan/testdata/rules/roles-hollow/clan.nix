{
  meta.name = "m";
  inventory.machines.one = { };
  modules.svc = { manifest = { name = "svc"; readme = "-"; }; roles.a.description = "-"; roles.b.description = "-"; };
  inventory.instances = {
    none = { module = { name = "svc"; input = "self"; }; roles = { }; };
    empty = { module = { name = "svc"; input = "self"; }; roles.a = { }; };
    nobody = { module = { name = "svc"; input = "self"; }; roles.a.tags.nowhere.settings = { }; roles.b.machines.one = { }; };
  };
}
