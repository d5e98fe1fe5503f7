with builtins; {
  typeOf = map typeOf [ 1 1.5 "s" true null [ ] { } (x: x) /p map (map (x: x)) ];
  checks = [ (isInt 1) (isInt 1.0) (isFloat 1.0) (isString "x") (isBool 1) (isNull null) (isList [ ]) (isAttrs { }) (isFunction map) (isPath /p) (isFunction { __functor = 1; }) ];
  rounding = [ (ceil 1.2) (ceil (-1.2)) (floor 1.8) (floor (-1.2)) (ceil 3) (floor 3) (ceil 1.0e10) ];
  bits = [ (bitAnd 6 3) (bitOr 6 3) (bitXor 6 3) (bitAnd (-1) 255) (bitXor (-1) 0) (bitOr 1 (-2)) ];
  arithmetic = [ (add 1 2) (sub 1 2.5) (mul 3 2) (div 7 2) (div 7 2.0) (lessThan 1 2) ];
  constants = [ langVersion storeDir nixPath true false null (builtins ? currentSystem) (builtins.builtins ? map) ];
}
