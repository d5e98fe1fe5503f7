# Names are looked at when the file is read, not when the function is called.
x: y
