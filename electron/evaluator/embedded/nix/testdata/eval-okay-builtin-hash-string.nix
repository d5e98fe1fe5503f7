map (type: map (builtins.hashString type) [ "" "a" "é" "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0123456789" ]) [ "md5" "sha1" "sha256" "sha512" ]
