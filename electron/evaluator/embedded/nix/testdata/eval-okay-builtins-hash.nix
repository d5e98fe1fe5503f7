# since: 2.19, convertHash
with builtins; {
  strings = map (a: hashString a "abc") [ "md5" "sha1" "sha256" "sha512" ];
  empty = map (a: hashString a "") [ "md5" "sha1" "sha256" "sha512" ];
  long = hashString "sha256" (concatStringsSep "" (genList toString 500));
  blocks = map (n: hashString "sha512" (concatStringsSep "" (genList (i: "x") n))) [ 55 56 63 64 111 112 128 ];
  unicode = hashString "sha1" "é€😀";
  converted = map (f: convertHash { hash = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="; toHashFormat = f; }) [ "base16" "nix32" "base64" "sri" ];
  from-base32 = convertHash { hash = "1b8m03r63zqhnjf7l5wnldhh7c134ap5vpj0850ymkq1iyzicy5s"; hashAlgo = "sha256"; toHashFormat = "base16"; };
  from-base16 = convertHash { hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; hashAlgo = "sha256"; toHashFormat = "nix32"; };
  prefixed = convertHash { hash = "md5:900150983cd24fb0d6963f7d28e17f72"; toHashFormat = "sri"; };
  placeholders = map placeholder [ "out" "dev" ];
}
