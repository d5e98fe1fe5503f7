let {
  body = [ x y ];
  x = y + 1;
  y = 1;
}
