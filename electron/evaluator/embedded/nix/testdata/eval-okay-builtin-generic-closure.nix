let
  closure =
    start: operator:
    map (x: x.key) (builtins.genericClosure { startSet = start; inherit operator; });
in
[
  (closure [ { key = 1; } ] (x: if x.key < 5 then [ { key = x.key + 1; } { key = x.key * 2; } ] else [ ]))
  (closure [ { key = "a"; } { key = "a"; } ] (x: [ ]))
  (closure [ ] (x: throw "nothing to start from"))
  (closure [ { key = [ 1 ]; } ] (x: [ { key = [ 1 ]; } { key = [ 1 2 ]; } ]))
  (closure [ { key = 1; } ] (x: [ { key = 1.0; } { key = 1.5; } ]))
  (builtins.genericClosure { startSet = [ { key = 1; extra = "kept"; } { key = 1; extra = "dropped"; } ]; operator = x: [ ]; })
]
