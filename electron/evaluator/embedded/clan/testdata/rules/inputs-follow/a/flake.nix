{ outputs = { self }: { words = "a at ${baseNameOf self}"; modules.x = 1; }; }
