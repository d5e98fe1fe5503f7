{ machines.two.deploy = { targetHost = "t"; forwardAgent = true; }; meta.description = "from inv2"; instances.i.roles.r.extraModules = [ { x = 1; } ]; }
