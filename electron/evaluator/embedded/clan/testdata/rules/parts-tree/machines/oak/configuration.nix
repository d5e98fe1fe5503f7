{ from.folder = true; }
