builtins.fromTOML ''
  title = "t"
  n = 1_000
  hex = 0xff
  oct = 0o17
  bin = 0b101
  f = 1.5
  e = 1e3
  b = true
  s = 'raw \n'
  esc = "a\tb\u00e9"
  multi = """
  one
  two"""
  arr = [ 1, 2, [ 3 ] ]
  inline = { x = 1, "y z" = 2 }
  dotted.key.a = 1
  [table.sub]
  k = "v"
  [[list]]
  i = 1
  [[list]]
  i = 2
''
