[ 1 { a = [ (throw "deep inside") ]; } ]
