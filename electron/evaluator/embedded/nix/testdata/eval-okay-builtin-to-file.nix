let
  file = builtins.toFile "name.txt" "content\n";
  other = builtins.toFile "other" "see ${file}";
in
{
  inherit file other;
  context = builtins.attrValues (builtins.getContext other);
  plain = builtins.toFile "empty" "";
}
