[
  (rec { __overrides = { a = 2; }; a = 1; b = a; })
  (rec { a = 1; b = a + 1; __overrides = { a = 10; c = 3; }; }).b
]
