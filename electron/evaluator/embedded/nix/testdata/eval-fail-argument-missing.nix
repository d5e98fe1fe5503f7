let f = { name, value }: name; in
f { name = 1; }
