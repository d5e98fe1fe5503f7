# since: 2.18, parseFlakeRef
map builtins.parseFlakeRef [
  "github:o/r"
  "github:o/r/main?dir=sub"
  "path:/a/b"
  "nixpkgs"
  "nixpkgs/unstable"
  "git+https://h/r.git?ref=x"
  "gitlab:g/p"
]
