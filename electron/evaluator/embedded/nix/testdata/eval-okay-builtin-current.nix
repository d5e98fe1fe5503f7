# What is the same nowhere is only looked at from outside.
[
  (builtins.typeOf builtins.currentTime)
  (builtins.typeOf builtins.currentSystem)
  (builtins.currentTime == builtins.currentTime)
  (builtins.match "[a-z0-9_]+-[a-z0-9]+" builtins.currentSystem)
]
