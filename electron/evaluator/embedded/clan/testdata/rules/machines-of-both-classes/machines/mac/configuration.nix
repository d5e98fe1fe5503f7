{ seen.file = "mac"; }
