(derivation { name = "d"; system = "s"; }).drvPath
