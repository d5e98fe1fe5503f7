[
  (builtins.genList (x: x * x) 5)
  (builtins.genList (x: throw "none") 0)
  (builtins.length (builtins.genList (x: throw "lazy") 3))
  (builtins.genList toString 2)
]
