# since: 2.26, dates and times
builtins.fromTOML ''
  moment = 1979-05-27T07:32:00Z
  offset = 1979-05-27T00:32:00.999999-07:00
  local = 1979-05-27T07:32:00
  spaced = 1979-05-27 07:32:00
  day = 1979-05-27
  time = 07:32:00.5
  list = [ 1979-05-27, 1979-05-28 ] # 1979-05-29
  text = "1979-05-27"
''
