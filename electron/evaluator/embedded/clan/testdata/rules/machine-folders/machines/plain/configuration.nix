{ from.configuration = true; }
