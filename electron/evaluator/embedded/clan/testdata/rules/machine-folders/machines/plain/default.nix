{ from.default = true; }
