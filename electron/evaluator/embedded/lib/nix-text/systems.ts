/**
 * Platforms and network addresses: `lib.systems` as far as modules ask about a platform, and `lib.network`; in Nix.
 * - `lib.systems.elaborate` takes `x86_64-linux`, a triple, or a set with `system` or `config`; what the set gives wins
 *   over what is derived. Processors and kernels that are not in the tables throw. Tables of platforms are not here.
 * - `lib.systems.equals` compares the names of the platforms, since functions in them equal nothing.
 * - `lib.network.ipv6.fromString` gives 128 as prefix length where none is written, and throws outside 1 to 128.
 * - `mkEUI64Suffix` flips the second lowest bit of the first byte, as RFC 4291 asks.
 */
export const systemsText = String.raw`
lib:
let
  inherit (builtins) elem elemAt head length;
  cpus = {
    x86_64 = { family = "x86"; bits = 64; };
    i686 = { family = "x86"; bits = 32; };
    aarch64 = { family = "arm"; bits = 64; };
    armv7l = { family = "arm"; bits = 32; };
    armv6l = { family = "arm"; bits = 32; };
    riscv64 = { family = "riscv"; bits = 64; };
    riscv32 = { family = "riscv"; bits = 32; };
    powerpc64le = { family = "power"; bits = 64; };
    s390x = { family = "s390"; bits = 64; };
    mips64el = { family = "mips"; bits = 64; };
    loongarch64 = { family = "loongarch"; bits = 64; };
  };
  kernels = {
    linux = { families = { }; abi = "gnu"; vendor = "unknown"; };
    darwin = { families.darwin = { name = "darwin"; }; abi = "unknown"; vendor = "apple"; };
    freebsd = { families.bsd = { name = "bsd"; }; abi = "unknown"; vendor = "unknown"; };
    openbsd = { families.bsd = { name = "bsd"; }; abi = "unknown"; vendor = "unknown"; };
    netbsd = { families.bsd = { name = "bsd"; }; abi = "unknown"; vendor = "unknown"; };
  };
  tag = type: value: value // { _type = type; };

  # "x86_64-linux" and "x86_64-unknown-linux-gnu" name the same platform.
  parse = text:
    let
      parts = lib.splitString "-" text;
      cpuName = if head parts == "arm64" then "aarch64" else head parts;
      isShort = length parts == 2;
      kernelText = if isShort then elemAt parts 1 else if length parts >= 3 then elemAt parts 2 else "";
      kernelName = head (builtins.match "([a-z]+).*" kernelText);
      kernel = kernels.@{kernelName} or (throw "lib.systems: unknown kernel in @{text}");
      cpu = cpus.@{cpuName} or (throw "lib.systems: unknown processor in @{text}");
      abi = if length parts == 4 then elemAt parts 3 else kernel.abi;
    in
    builtins.seq kernel (builtins.seq cpu (tag "system" {
      cpu = tag "cpu-type" (cpu // { name = cpuName; significantByte = tag "significant-byte" { name = "littleEndian"; }; });
      vendor = tag "vendor" { name = if isShort then kernel.vendor else elemAt parts 1; };
      kernel = tag "kernel" { name = kernelName; inherit (kernel) families; execFormat = tag "exec-format" {
        name = if kernelName == "darwin" then "macho" else "elf";
      }; };
      abi = tag "abi" { name = abi; };
    }));

  doubleOf = parsed: "@{parsed.cpu.name}-@{parsed.kernel.name}";
  tripleOf = parsed:
    lib.concatStringsSep "-" (
      [ (if parsed.kernel.name == "darwin" && parsed.cpu.name == "aarch64" then "arm64" else parsed.cpu.name) parsed.vendor.name parsed.kernel.name ]
      ++ lib.optional (parsed.abi.name != "unknown") parsed.abi.name
    );

  elaborate = given:
    let
      arguments = lib.systems.systemToAttrs given;
      parsed = arguments.parsed or (parse (arguments.config or arguments.system));
      family = parsed.cpu.family;
      kernel = parsed.kernel.name;
      is64bit = parsed.cpu.bits == 64;
      platform = {
        inherit parsed is64bit;
        system = doubleOf parsed;
        config = tripleOf parsed;
        is32bit = !is64bit;
        isx86 = family == "x86";
        isx86_64 = family == "x86" && is64bit;
        isx86_32 = family == "x86" && !is64bit;
        isi686 = parsed.cpu.name == "i686";
        isAarch = family == "arm";
        isAarch64 = family == "arm" && is64bit;
        isAarch32 = family == "arm" && !is64bit;
        isArmv7 = parsed.cpu.name == "armv7l";
        isRiscV = family == "riscv";
        isRiscV64 = family == "riscv" && is64bit;
        isRiscV32 = family == "riscv" && !is64bit;
        isPower = family == "power";
        isPower64 = family == "power" && is64bit;
        isMips = family == "mips";
        isS390x = parsed.cpu.name == "s390x";
        isLoongArch64 = family == "loongarch";
        isLittleEndian = parsed.cpu.name != "s390x";
        isBigEndian = parsed.cpu.name == "s390x";
        isLinux = kernel == "linux";
        isDarwin = kernel == "darwin";
        isMacOS = kernel == "darwin";
        isiOS = false;
        isBSD = elem kernel [ "freebsd" "openbsd" "netbsd" ];
        isFreeBSD = kernel == "freebsd";
        isOpenBSD = kernel == "openbsd";
        isNetBSD = kernel == "netbsd";
        isUnix = true;
        isWindows = false;
        isCygwin = false;
        isWasm = false;
        isGnu = lib.hasPrefix "gnu" parsed.abi.name;
        isMusl = lib.hasPrefix "musl" parsed.abi.name;
        isStatic = false;
        useLLVM = false;
        linuxArch = if family == "arm" && is64bit then "arm64" else if family == "riscv" then "riscv" else parsed.cpu.name;
        darwinArch = if family == "arm" then "arm64" else parsed.cpu.name;
        uname = {
          system = if kernel == "darwin" then "Darwin" else if kernel == "linux" then "Linux" else kernel;
          processor = parsed.cpu.name;
          release = null;
        };
        extensions = {
          sharedLibrary = if kernel == "darwin" then ".dylib" else ".so";
          staticLibrary = ".a";
          library = if kernel == "darwin" then ".dylib" else ".so";
          executable = "";
        };
        canExecute = other: other.system == doubleOf parsed;
      };
    in
    builtins.seq parsed (platform // arguments // { inherit parsed; });

  # An address as eight numbers. "::" stands for as many zeros as are missing.
  groupsOf = text:
    let
      wrong = throw "@{text} is not a valid IPv6 address";
      halves = lib.splitString "::" text;
      groups = half: if half == "" then [ ] else map number (lib.splitString ":" half);
      number = digits:
        if builtins.match "[0-9a-fA-F]{1,4}" digits == null then wrong
        else lib.fromHexString digits;
      start = groups (head halves);
      end = groups (lib.last halves);
      missing = 8 - length start - length end;
    in
    if length halves > 2 then wrong
    else if length halves == 1 then (if length start == 8 then start else wrong)
    else if missing < 1 then wrong
    else start ++ lib.genList (_: 0) missing ++ end;
in
{
  top = {
    systems = {
      inherit elaborate;
      doubles = lib.platforms;
      parse = { mkSystemFromString = parse; doubleFromSystem = doubleOf; tripleFromSystem = tripleOf; };
      functionNames = [ "canExecute" "emulator" "emulatorAvailable" "staticEmulatorAvailable" ];
      systemToAttrs = given: if builtins.isString given then { system = given; } else given;
      flakeExposed = [
        "x86_64-linux" "aarch64-linux" "x86_64-darwin" "armv6l-linux" "armv7l-linux" "i686-linux"
        "aarch64-darwin" "powerpc64le-linux" "riscv64-linux" "x86_64-freebsd"
      ];
      equals = one: two: one.system == two.system && one.config == two.config;
    };
    mkEUI64Suffix = lib.network.ipv6.mkEUI64Suffix;
  };

  network.ipv6 = {
    fromString = text:
      let
        parts = lib.splitString "/" text;
        prefixLength = if length parts == 1 then 128 else lib.toInt (elemAt parts 1);
        groups = groupsOf (head parts);
      in
      if length parts > 2 || prefixLength < 1 || prefixLength > 128 then throw "@{text} is not a valid IPv6 address in CIDR notation"
      else {
        address = lib.concatMapStringsSep ":" (number: lib.toLower (lib.toHexString number)) groups;
        inherit prefixLength;
      };
    mkEUI64Suffix = mac:
      let
        bytes = map lib.toLower (lib.splitString ":" mac);
        flipped = lib.fixedWidthString 2 "0" (lib.toLower (lib.toHexString (builtins.bitXor 2 (lib.fromHexString (head bytes)))));
        group = one: two: one + two;
        at = elemAt bytes;
      in
      lib.concatStringsSep ":" [ (group flipped (at 1)) (group (at 2) "ff") (group "fe" (at 3)) (group (at 4) (at 5)) ];
  };
}
`;
