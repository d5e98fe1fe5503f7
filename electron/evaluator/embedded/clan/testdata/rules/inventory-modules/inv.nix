{ lib, config, ... }: { machines.from-file.tags = [ "file" ]; instances.i.roles.r.tags.file = { }; tags.sized = lib.optional (config.instances != { }) "a"; }
