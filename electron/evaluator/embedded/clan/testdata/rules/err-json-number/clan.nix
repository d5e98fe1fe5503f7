{ meta.name = "m"; modules.s = { manifest.name = "s"; roles.r = { }; }; }
