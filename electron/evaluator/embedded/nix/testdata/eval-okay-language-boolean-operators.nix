[
  (true && true)
  (false && throw "not needed")
  (true || throw "not needed")
  (false -> throw "not needed")
  (true -> false)
  (!true || true)
  (true && false || true)
  (false -> false -> false)
  (!(!true))
]
