/**
 * `lib.platforms`, also `lib.systems.doubles`: the systems that nixpkgs (26.11) knows by name, and the groups that
 * `meta.platforms` is made of; in Nix. The order is that of nixpkgs. AVR has no byte order there and is in neither
 * group of it.
 */
export const platformNamesText = String.raw`
lib:
let
  all = [
    "i686-cygwin" "x86_64-cygwin" "x86_64-darwin" "aarch64-darwin" "i686-freebsd" "x86_64-freebsd"
    "aarch64-freebsd" "aarch64-genode" "i686-genode" "x86_64-genode" "x86_64-solaris" "javascript-ghcjs"
    "aarch64-linux" "arc-linux" "armv5tel-linux" "armv6l-linux" "armv7a-linux" "armv7l-linux" "i686-linux"
    "loongarch64-linux" "m68k-linux" "sh4-linux" "microblaze-linux" "microblazeel-linux" "mips-linux"
    "mips64-linux" "mips64el-linux" "mipsel-linux" "powerpc-linux" "powerpc64-linux" "powerpc64le-linux"
    "riscv32-linux" "riscv64-linux" "s390-linux" "s390x-linux" "x86_64-linux" "mmix-mmixware" "aarch64-netbsd"
    "armv6l-netbsd" "armv7a-netbsd" "armv7l-netbsd" "i686-netbsd" "m68k-netbsd" "mipsel-netbsd" "powerpc-netbsd"
    "riscv32-netbsd" "riscv64-netbsd" "x86_64-netbsd" "aarch64_be-none" "aarch64-none" "arm-none" "armv6l-none"
    "avr-none" "i686-none" "microblaze-none" "microblazeel-none" "mips-none" "mips64-none" "msp430-none"
    "or1k-none" "m68k-none" "powerpc-none" "powerpcle-none" "riscv32-none" "riscv64-none" "rx-none" "s390-none"
    "s390x-none" "vc4-none" "x86_64-none" "i686-openbsd" "x86_64-openbsd" "x86_64-redox" "wasm64-wasi"
    "wasm32-wasi" "aarch64-windows" "x86_64-windows" "i686-windows" "aarch64-uefi" "x86_64-uefi"
  ];
  processor = name: builtins.head (lib.splitString "-" name);
  system = name: lib.last (lib.splitString "-" name);
  ofProcessors = names: lib.filter (name: builtins.elem (processor name) names) all;
  ofSystems = names: lib.filter (name: builtins.elem (system name) names) all;

  aarch64 = [ "aarch64" "aarch64_be" ];
  armv7 = [ "armv7a" "armv7l" ];
  arm = [ "armv5tel" "armv6l" "arm" ] ++ armv7;
  bigEndian = [
    "m68k" "microblaze" "mips" "mips64" "powerpc" "powerpc64" "s390" "s390x" "mmix" "aarch64_be" "or1k"
  ];
  # Processors whose C library has an ABI of its own name come last.
  hasPlainAbi = name: !(builtins.elem (processor name) ([ "powerpc64" ] ++ arm));
  linux = ofSystems [ "linux" ];
in
{
  top.platforms = {
    inherit all linux;
    none = [ ];

    cygwin = ofSystems [ "cygwin" ];
    darwin = ofSystems [ "darwin" ];
    embedded = ofSystems [ "none" ];
    freebsd = ofSystems [ "freebsd" ];
    genode = ofSystems [ "genode" ];
    gnu = lib.filter hasPlainAbi linux ++ lib.filter (name: !hasPlainAbi name) linux;
    illumos = ofSystems [ "solaris" ];
    netbsd = ofSystems [ "netbsd" ];
    openbsd = ofSystems [ "openbsd" ];
    redox = ofSystems [ "redox" ];
    uefi = ofSystems [ "uefi" ];
    unix = ofSystems [ "cygwin" "darwin" "freebsd" "linux" "netbsd" "openbsd" "redox" "solaris" ];
    wasi = ofSystems [ "wasi" ];
    windows = ofSystems [ "windows" ];

    aarch = ofProcessors (aarch64 ++ arm);
    aarch64 = ofProcessors aarch64;
    arc = ofProcessors [ "arc" ];
    arm = ofProcessors arm;
    armv7 = ofProcessors armv7;
    i686 = ofProcessors [ "i686" ];
    js = ofProcessors [ "javascript" ];
    loongarch64 = ofProcessors [ "loongarch64" ];
    m68k = ofProcessors [ "m68k" ];
    microblaze = ofProcessors [ "microblaze" "microblazeel" ];
    mips = ofProcessors [ "mips" "mips64" "mips64el" "mipsel" ];
    mmix = ofProcessors [ "mmix" ];
    or1k = ofProcessors [ "or1k" ];
    power = ofProcessors [ "powerpc" "powerpc64" "powerpc64le" "powerpcle" ];
    riscv = ofProcessors [ "riscv32" "riscv64" ];
    riscv32 = ofProcessors [ "riscv32" ];
    riscv64 = ofProcessors [ "riscv64" ];
    rx = ofProcessors [ "rx" ];
    s390 = ofProcessors [ "s390" "s390x" ];
    s390x = ofProcessors [ "s390x" ];
    sh4 = ofProcessors [ "sh4" ];
    vc4 = ofProcessors [ "vc4" ];
    x86 = ofProcessors [ "i686" "x86_64" ];
    x86_64 = ofProcessors [ "x86_64" ];

    bigEndian = ofProcessors bigEndian;
    littleEndian = lib.filter (name: !(builtins.elem (processor name) ([ "avr" ] ++ bigEndian))) all;
  };
}
`;
