let f = { name }: name; in
f { name = 1; nmae = 2; }
