builtins.fromTOML ''
  title = "x" # comment
  "quoted key" = 'lit\eral'
  dotted.key.path = true
  ints = [ 1, +2, -3, 0x1F, 0o17, 0b101, 1_000 ]
  floats = [ 1.5, -0.25, 1e3, 6.25e-2 ]
  multi = """
  first \
     joined
  last"""
  inline = { a = 1, b = { c = "d" } }
  [table]
  x = 1
  [table.sub]
  y = [ [ 1, 2 ], [ "a" ] ]
  [[items]]
  n = 1
  [[items]]
  n = 2
''
