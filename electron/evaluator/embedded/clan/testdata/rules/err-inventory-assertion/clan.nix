{ meta.name = "m"; inventory.machines.one = { }; inventory.assertions = [ { assertion = false; message = "No good"; } { assertion = false; message = "Not at all"; } ]; }
