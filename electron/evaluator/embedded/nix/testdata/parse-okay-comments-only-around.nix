# before
/* and */ 1 # after
/* the end */
