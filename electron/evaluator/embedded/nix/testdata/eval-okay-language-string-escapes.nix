[
  "tab\there"
  "line\nfeed"
  "return\rhere"
  "quote\"d"
  "back\\slash"
  "dollar\$"
  "\${not}"
  "$${not}"
  "$$${"yes"}"
  "unknown \q escape"
  "é日本😀"
  "multi
line"
  "a${"b${"c"}"}d"
]
