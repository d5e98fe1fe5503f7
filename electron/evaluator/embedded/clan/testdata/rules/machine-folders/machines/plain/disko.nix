{ from.disko = true; }
