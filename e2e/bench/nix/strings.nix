# Building strings: interpolation, joining, indented strings, substrings, splitting into characters.
{ rounds ? 1 }:
let
  round =
    _:
    let
      section = i: ''
        [section-${toString i}]
        name = "entry ${toString i}"
          nested = ${if i - 2 * (i / 2) == 0 then "even" else "odd"}
        path = /srv/${toString (i / 7)}/${builtins.substring 0 3 (toString (i * 97))}
      '';
      text = builtins.concatStringsSep "\n" (builtins.genList section 40000);
      characters = string: builtins.genList (i: builtins.substring i 1 string) (builtins.stringLength string);
      reversed = string: builtins.foldl' (done: char: char + done) "" (characters string);
    in
    {
      length = builtins.stringLength text;
      hash = builtins.hashString "sha256" text;
      reversed = reversed (builtins.substring 0 20000 text);
    };
in
map round (builtins.genList (index: index) rounds)
