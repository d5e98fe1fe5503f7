# Attributes are looked at in the order in which Nix met their names.
{ b = abort "b"; a = throw "a"; }
