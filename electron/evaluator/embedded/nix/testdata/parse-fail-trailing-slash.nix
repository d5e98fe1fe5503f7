import ./folder/
