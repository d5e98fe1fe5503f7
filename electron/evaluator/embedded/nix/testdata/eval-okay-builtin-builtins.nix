{
  itself = builtins ? builtins;
  nested = builtins.builtins.builtins.add 1 2;
  constants = [ builtins.true builtins.false builtins.null ];
  shadowed = let builtins = { add = a: b: "mine"; }; in builtins.add 1 2;
  prefixed = [ (__add 1 2) (__length [ 1 ]) (__typeOf null) ];
  language = builtins.langVersion >= 6;
  version = builtins.isString builtins.nixVersion;
  store = builtins.storeDir;
  time = builtins.isInt builtins.currentTime;
  system = builtins.isString builtins.currentSystem;
  search = builtins.isList builtins.nixPath;
}
