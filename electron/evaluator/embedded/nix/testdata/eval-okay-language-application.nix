let
  id = x: x;
  const = x: y: x;
  sum = a: b: c: a + b + c;
in
[
  (id id id 1)
  (const 1 (throw "lazy"))
  (sum 1 2 3)
  (sum (id 1) (const 2 3) 4)
  ((x: y: x - y) 5 3)
  (map (sum 1 1) [ 1 2 ])
  (let add = a: { b, c ? a }: a + b + c; in add 1 { b = 2; })
  (id { a = x: x + 1; }.a 4)
]
