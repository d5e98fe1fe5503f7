[
  (builtins.groupBy (x: if x > 2 then "big" else "small") [ 1 2 3 4 ])
  (builtins.groupBy toString [ 1 1 2 ])
  (builtins.groupBy (x: "k") [ ])
  (builtins.length (builtins.groupBy (x: "k") [ (throw "lazy") ]).k)
]
