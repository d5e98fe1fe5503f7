with [ ]; x
