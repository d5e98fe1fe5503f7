{
  escapes = "tab\tnewline\nreturn\rquote\"backslash\\dollar\${x}other\q";
  dollars = [ "$" "$$" "a$b" "$${x}" "\$" "$\${x}" ];
  interpolation = let x = "v"; in "a${x}b${x + x}c${"${x}"}";
  line-breaks = "one
two";
  empty = [ "" ("" + "") ];
  concatenation = "a" + "b" + "c";
  unicode = "é€😀";
  comparison = [ ("a" < "b") ("Z" < "a") ("" < "a") ("aa" > "a") ("é" > "z") ("a" <= "a") ];
}
