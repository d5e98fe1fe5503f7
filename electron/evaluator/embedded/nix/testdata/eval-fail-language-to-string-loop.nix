toString { __toString = self: self; }
