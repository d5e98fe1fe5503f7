let
  value = import ./files/value.nix;
in
{
  inherit value;
  folder = import ./files;
  function = import ./files/function.nix { x = 2; };
  text = import (toString ./files/value.nix);
  interpolated = import (./files + "/value.nix") == value;
  shape = builtins.typeOf import;
}
