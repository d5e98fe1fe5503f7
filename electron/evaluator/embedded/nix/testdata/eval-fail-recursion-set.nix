rec { x = y + 1; y = x; }.x
