[
  ''one''
  ''
    a
      b
    c
  ''
  ''
    a

    b
  ''
  ''    x''
  ''
      deep
    shallow''
  ''
    ''${escaped} $${also} ''' quote ''\n newline ''\t tab ''$ dollar
  ''
  ''
    ${"in
terpolated"} text
  ''
  ''
  	tab is no space
  ''
  ''

  ''
  ''a
    b
  ''
  "${''x''}"
]
