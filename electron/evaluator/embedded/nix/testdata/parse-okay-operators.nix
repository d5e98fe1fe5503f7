# since: 2.24, pipe operators
x: y: [
  (x + y - x * y / 2) (-x) (!x) (x == y) (x != y) (x < y) (x <= y) (x > y) (x >= y) (x && y || x -> y)
  (x ++ y) (x // y) (x ? a.b."c d".${y}) (x.a or y) (x y 1) (x (y 1)) (x |> y) (x <| y) (x y).z
]
