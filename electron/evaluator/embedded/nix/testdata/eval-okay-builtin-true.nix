[ true builtins.true (true && !false) (let true = false; in true) ]
