{ seen.disko = "box"; }
