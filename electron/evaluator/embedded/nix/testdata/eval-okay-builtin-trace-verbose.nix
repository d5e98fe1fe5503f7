# since: 2.10, traceVerbose
[ (builtins.traceVerbose "quiet" 1) (builtins.traceVerbose (throw "not looked at") 2) ]
