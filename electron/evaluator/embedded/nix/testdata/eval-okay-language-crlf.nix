[
  "a
b"
  ''
    c
    d
  ''
]
