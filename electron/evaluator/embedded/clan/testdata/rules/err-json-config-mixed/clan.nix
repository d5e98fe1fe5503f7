{ meta.name = "m"; }
