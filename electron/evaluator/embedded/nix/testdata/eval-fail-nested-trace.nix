let
  outer = x: inner (x + 1);
  inner = y: y.missing;
in
{
  attribute = outer 1;
}
