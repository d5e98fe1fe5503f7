let name = "n"; in {
  plain = { ${name} = 1; "${name}2" = 2; "a${name}" = 3; };
  null-is-absent = { ${null} = 1; b = 2; };
  nested = { a.${name}.b = 1; ${name}.c = 2; };
  selected = [ { n = 1; }.${name} { n.n = 2; }.${name}.${name} ({ }.${name} or 3) { n1 = 4; }."${name}1" ];
  tested = [ ({ n = 1; } ? ${name}) ({ } ? ${name}) ({ n.x = 1; } ? ${name}.x) ];
  constant = let ${"x"} = 1; in x;
  functions = { ${name} = x: x; }.n 5;
}
