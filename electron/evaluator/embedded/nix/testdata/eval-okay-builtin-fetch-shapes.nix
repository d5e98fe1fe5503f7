# What fetches is a function here as everywhere; calling it is another matter.
map (name: builtins.typeOf builtins.${name}) [
  "fetchGit"
  "fetchMercurial"
  "fetchTarball"
  "fetchurl"
]
