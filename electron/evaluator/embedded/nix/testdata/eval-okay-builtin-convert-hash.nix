# since: 2.19, convertHash
let
  sri = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  all =
    hash: hashAlgo:
    map (toHashFormat: builtins.convertHash ({ inherit hash toHashFormat; } // (if hashAlgo == null then { } else { inherit hashAlgo; }))) [
      "base16"
      "nix32"
      "base64"
      "sri"
    ];
in
[
  (all sri null)
  (all "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" "sha256")
  (all "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709" null)
  (all "d41d8cd98f00b204e9800998ecf8427e" "md5")
]
