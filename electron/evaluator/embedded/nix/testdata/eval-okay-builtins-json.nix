# since: 2.13, floats in JSON had six digits before
with builtins; {
  to = map toJSON [ null true 1 1.5 1.0 1.0e100 1.0e-7 "\"\\/\n\t\r" "é€😀" [ 1 [ ] ] { b = 1; a = { }; } { __toString = _: "s"; } { outPath = "/o"; a = 1; } ];
  from = fromJSON ''{"a": [1, -2.5, 1e2, true, null, "\u00e9\ud83d\ude00\n\\\/"], "b": {"c": {}}, "big": 9223372036854775807, "a b": "", "min": -9223372036854775808}'';
  kinds = map (t: typeOf (fromJSON t)) [ "1" "1.0" "1e2" "\"1\"" "[]" "{}" "null" "true" " 1 " "-0" ];
  duplicate = fromJSON ''{"a": 1, "a": 2}'';
  round = fromJSON (toJSON { x = [ 1 2.5 "a" null { } ]; });
}
