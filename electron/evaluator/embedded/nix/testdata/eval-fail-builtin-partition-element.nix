builtins.partition (x: true) [ (throw "looked at") ]
