throw "skipped"
