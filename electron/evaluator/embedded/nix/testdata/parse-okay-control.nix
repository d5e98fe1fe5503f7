if true then assert true; with { }; let x = 1; in x else { a = if false then 1 else 2; }.a
