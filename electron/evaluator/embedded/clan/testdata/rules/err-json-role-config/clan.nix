{ meta.name = "m"; modules.svc = { manifest.name = "svc"; roles.a = { }; }; }
