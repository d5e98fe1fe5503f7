[
  (builtins.toXML { a = 1; b = [ true null 1.5 ]; c = "<&\">\n"; d = /p; })
  (builtins.toXML [ ])
  (builtins.toXML { f = x: x; g = { a, b ? 1, ... }@args: a; })
  (builtins.toXML "é")
]
