{ seen.hw = "never"; }
