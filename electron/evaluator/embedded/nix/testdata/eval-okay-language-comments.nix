# a comment
[
  1 # after
  /* block */ 2
  /* over
     lines */
  3
  /**/ 4
  /* stars ** * */
  "# not a comment /* nor this */"
  ''
    # nor this
  ''
]
