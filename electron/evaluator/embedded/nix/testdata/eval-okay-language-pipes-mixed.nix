# since: 2.24, pipe operators
let
  inc = x: x + 1;
in
[
  (1 |> inc |> toString)
  (toString <| inc <| 1)
  ([ 1 2 ] |> map inc |> builtins.concatMap (x: [ x x ]))
  (1 + 1 |> inc)
  (inc <| 2 * 3)
  (true || false |> builtins.typeOf)
]
