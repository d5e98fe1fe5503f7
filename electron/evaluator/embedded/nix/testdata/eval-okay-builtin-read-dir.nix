let
  dir = builtins.readDir ./files;
in
{
  text = dir."text.txt";
  names = builtins.length (builtins.attrNames dir) > 3;
  kinds = builtins.attrNames (builtins.groupBy (name: dir.${name}) (builtins.attrNames dir));
}
