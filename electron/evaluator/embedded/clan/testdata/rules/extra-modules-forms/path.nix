{ from.path = true; }
