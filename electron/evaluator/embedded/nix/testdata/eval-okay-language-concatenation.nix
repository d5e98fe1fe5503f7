[
  ([ 1 ] ++ [ 2 ] ++ [ ])
  ([ ] ++ [ ])
  (builtins.length ([ (throw "lazy") ] ++ [ (throw "lazy") ]))
  ([ 1 ] ++ [ [ 2 ] ])
]
