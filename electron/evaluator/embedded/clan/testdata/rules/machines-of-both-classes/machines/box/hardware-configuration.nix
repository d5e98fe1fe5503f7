{ seen.hw = "box"; }
