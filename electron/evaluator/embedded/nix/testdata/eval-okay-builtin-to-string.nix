map toString [
  1
  (-1)
  1.5
  true
  false
  null
  "s"
  [ 1 "a" [ 2 3 ] null true ]
  [ ]
  [ [ ] [ ] ]
  /a/b
  { outPath = "/o"; }
  { __toString = self: "s${self.x}"; x = "y"; }
  0.1
  123456789.25
]
