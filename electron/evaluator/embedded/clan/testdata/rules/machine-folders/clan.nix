{ meta.name = "m"; machines.none = { }; }
