# Attributes are looked at in the order of their names.
{ b = abort "b"; a = throw "a"; }
