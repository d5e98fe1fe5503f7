# It asks the store, so a test without one only knows what it is.
[ (builtins.typeOf builtins.storePath) builtins.storeDir ]
