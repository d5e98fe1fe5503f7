[ null builtins.null (null == null) (let null = 1; in null) (builtins.typeOf null) ]
