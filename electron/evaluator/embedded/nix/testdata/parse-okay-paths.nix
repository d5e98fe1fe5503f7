x: [ ./a ./x/../b /c d/e ./f${x}/g/${x} /h-${x}.nix <i> <j/k> ]
