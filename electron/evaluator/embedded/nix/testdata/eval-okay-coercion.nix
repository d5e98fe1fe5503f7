{
  to-string = map toString [ 1 (-5) 1.5 true false null "s" /a [ 1 [ 2 "x" ] [ ] 3 ] [ ] [ [ ] 1 ] ];
  methods = [ "${{ __toString = self: "s ${self.x}"; x = "y"; }}" "${{ outPath = "/o"; }}" (toString { outPath = { outPath = "/p"; }; }) ];
  both = toString { __toString = _: "method"; outPath = "path"; };
  plus = [ ("a" + { outPath = "/o"; }) ({ __toString = _: "t"; } + "b") ];
}
