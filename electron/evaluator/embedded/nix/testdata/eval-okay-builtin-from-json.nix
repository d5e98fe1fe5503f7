[
  (builtins.fromJSON "{\"b\": [1, 2.0, -3e2], \"a\": null, \"c\": {\"d\": true}}")
  (builtins.fromJSON "\"a\\u00e9\\ud83d\\ude00\\n\\/\"")
  (builtins.fromJSON " [ ] ")
  (builtins.fromJSON "{\"a\":1,\"a\":2}")
  (map builtins.typeOf (builtins.fromJSON "[1, 1.0, 1e0, \"\", null, {}, []]"))
  (builtins.fromJSON "-0")
]
