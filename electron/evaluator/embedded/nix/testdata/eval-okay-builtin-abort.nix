# Only asking for it ends everything; tryEval cannot help then, so here nobody asks.
{
  lazy = builtins.length [ (abort "never") (abort "never") ];
  fn = builtins.typeOf abort;
  partial = builtins.isFunction builtins.abort;
}
