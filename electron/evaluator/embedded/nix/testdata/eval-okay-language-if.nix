[
  (if true then 1 else throw "not chosen")
  (if false then throw "not chosen" else 2)
  (if 1 == 1 then if false then 3 else 4 else 5)
  (1 + (if true then 1 else 2))
  (if { } == { } then "a" else "b")
]
