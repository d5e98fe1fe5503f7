# a line
/* a block
   of lines ** * / */
[ 1 # after a value
  /**/ 2 /***/ 3 /* ** */
  "# none" "/* none */"
]
