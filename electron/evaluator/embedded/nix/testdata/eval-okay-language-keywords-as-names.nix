# since: 2.26, every keyword is quoted
{
  or = 1;
  a.or = 2;
  "if" = 3;
  "let".in' = 4;
  x = { or = 5; }.or;
  true = "shadow";
  y = { "then" = 6; }."then";
  __curious = 7;
  a-b' = 8;
}
