# since: 2.26, fetchTree and getFlake are hidden in older ones without the features
# (fetchClosure is hidden still).
map (name: builtins.typeOf builtins.${name}) [ "fetchTree" "getFlake" ] ++ [ (builtins.fetchClosure or null == null || true) ]
