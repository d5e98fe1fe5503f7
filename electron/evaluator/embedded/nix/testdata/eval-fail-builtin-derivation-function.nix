(derivation { name = "d"; system = "s"; builder = "b"; f = x: x; }).drvPath
