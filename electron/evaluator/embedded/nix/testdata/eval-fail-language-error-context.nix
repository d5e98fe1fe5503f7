builtins.addErrorContext "while doing this" (builtins.addErrorContext "while doing that" (throw "the reason"))
