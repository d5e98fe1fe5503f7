{ from.text = true; }
