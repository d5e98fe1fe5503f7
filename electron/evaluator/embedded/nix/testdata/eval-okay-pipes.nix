# since: 2.24, pipe operators
let inc = x: x + 1; double = x: x * 2; in [ (1 |> inc |> double) (inc <| double <| 3) (3 |> (x: x - 1) |> double) ([ 1 2 ] |> map inc) ]
