map (type: builtins.hashFile type ./files/text.txt) [ "md5" "sha1" "sha256" "sha512" ]
