let value = 1; in
  valeu + 1
