let check = x: if x then 1 else throw "not ${toString (!x)}"; in
{ value = check false; }
