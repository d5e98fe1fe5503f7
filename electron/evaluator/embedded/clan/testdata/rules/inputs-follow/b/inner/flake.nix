{ outputs = _: { words = "inner"; }; }
