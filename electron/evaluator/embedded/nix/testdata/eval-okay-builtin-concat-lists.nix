[
  (builtins.concatLists [ [ 1 2 ] [ ] [ 3 ] ])
  (builtins.concatLists [ ])
  (builtins.concatLists [ [ ] [ ] ])
  (builtins.length (builtins.concatLists [ [ (throw "lazy") ] [ 1 ] ]))
]
