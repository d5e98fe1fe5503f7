{ from.hardware = true; }
