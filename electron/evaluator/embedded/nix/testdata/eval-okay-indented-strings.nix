{
  plain = ''
    first
      second
    third
  '';
  no-final-newline = ''
    first
    second'';
  one-line = ''  kept  '';
  empty-lines = ''

    a

    b

  '';
  escapes = ''
    two quotes: '''
    dollar: ''${x} ''$ $${x}
    newline: ''\n tab: ''\t backslash: \n
    single: ' quote
  '';
  interpolation = let x = "a\nb"; in ''
    before ${x} after
      ${x}
  ${"less"}
  '';
  tabs = ''
  	tab
    space
  '';
  spaces-only = ''
       
      a
  '';
  nested = ''
    outer ${''
      inner
    ''} end
  '';
  escaped-start = ''
    ''${a}
     b
  '';
}
