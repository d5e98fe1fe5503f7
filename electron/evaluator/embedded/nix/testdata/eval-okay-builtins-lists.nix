with builtins; {
  basics = [ (head [ 1 2 ]) (tail [ 1 2 ]) (length [ 1 2 ]) (elemAt [ 1 2 ] 1) (elem 2 [ 1 2 ]) (elem { } [ { } ]) ];
  mapped = [ (map (x: x * 2) [ 1 2 ]) (map throw [ ]) (filter (x: x > 1) [ 1 2 3 ]) (concatMap (x: [ x x ]) [ 1 2 ]) ];
  folded = [ (foldl' (a: b: a - b) 10 [ 1 2 ]) (foldl' (a: b: throw "never") 1 [ ]) (all (x: x) [ true false ]) (any (x: x) [ true false ]) (all throw [ ]) (any throw [ ]) ];
  made = [ (genList (x: x * x) 4) (genList throw 0) (concatLists [ [ 1 ] [ ] [ 2 3 ] ]) ];
  partition = partition (x: x > 2) [ 3 1 2 4 ];
  groupBy = groupBy (x: if x > 2 then "big" else "small") [ 3 1 2 4 ];
  sort = [ (sort lessThan [ 3 1 2 ]) (sort (a: b: a > b) [ 1 3 2 ]) (sort (a: b: a.n < b.n) [ { n = 1; v = 1; } { n = 0; v = 2; } { n = 1; v = 3; } { n = 0; v = 4; } ]) (sort lessThan [ "b" "a" "B" ]) ];
  lazy = [ (length (map throw [ 1 2 ])) (elemAt (map (x: if x == 1 then throw "never" else x) [ 1 2 ]) 1) (head (genList (x: x) 1000)) ];
  closure = map (e: e.key) (genericClosure { startSet = [ { key = 1; } { key = 1; } ]; operator = e: if e.key < 6 then [ { key = e.key * 2; } { key = e.key + 1; } ] else [ ]; });
  closure-strings = map (e: e.key) (genericClosure { startSet = [ { key = "a"; } ]; operator = e: if stringLength e.key < 3 then [ { key = e.key + "b"; } ] else [ ]; });
}
