[
  (builtins.filterSource (path: type: true) ./files)
  (builtins.filterSource (path: type: baseNameOf path != "data.json") ./files)
  (builtins.filterSource (path: type: throw "not asked about a file that is the root") ./files/text.txt)
  (builtins.attrValues (builtins.getContext (builtins.filterSource (path: type: true) ./files)))
]
