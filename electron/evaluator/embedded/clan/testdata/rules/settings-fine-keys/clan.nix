 { lib, ... }:
 {
   meta.name = "m";
   inventory.machines.one = { };
   modules.svc = {
     manifest = { name = "svc"; readme = "-"; };
     roles.a = { description = "-"; interface = { lib, ... }: { options.meta = lib.mkOption { type = lib.types.str; default = "default"; };
options.class = lib.mkOption { type = lib.types.str; default = "default"; };
options.name = lib.mkOption { type = lib.types.str; default = "default"; };
options.key = lib.mkOption { type = lib.types.str; default = "default"; }; }; };
   };
   inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a = { machines.one = { }; settings = { meta = "m"; class = "c"; name = "n"; key = "dropped"; }; }; };

 }
