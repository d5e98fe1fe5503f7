{ meta.name = "m"; inventory.machines.one = { }; modules.svc = { manifest.name = "svc"; roles.a = { }; }; inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.b = { }; }; }
