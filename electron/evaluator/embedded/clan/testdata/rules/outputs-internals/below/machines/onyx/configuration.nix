{ from.below = true; }
