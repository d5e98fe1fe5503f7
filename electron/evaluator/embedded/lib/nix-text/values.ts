/**
 * Values for other programs' settings, what fetchers share, kinds of sources, types of few uses; in Nix.
 * - `lib.gvariant.mkValue` refuses integers and sets, whose type it cannot tell; an empty list needs `mkEmptyArray`, and
 *   the elements of an array have one type.
 * - `lib.kernel`: `unset` is a tristate of null, not the absence of an option.
 * - `lib.fetchers.normalizeHash` throws when several hashes are given, or none that is required; an empty hash becomes
 *   the fake one, and a given `outputHash` leaves everything as it is.
 * - `lib.types.fileset` merges by union and is the empty set without definitions.
 */
export const valuesText = String.raw`
lib:
let
  inherit (builtins) isBool isFloat isString isList isInt isAttrs typeOf head toString;
  list = items: lib.concatMapStringsSep "," toString items;
  typed = type: value: {
    _type = "gvariant";
    inherit type value;
    __toString = self: "@@{self.type} @{toString self.value}";
  };
  shown = text: type: value: typed type value // { __toString = text; };
in
{
  gvariant = rec {
    type = {
      arrayOf = inner: "a" + inner;
      maybeOf = inner: "m" + inner;
      tupleOf = inners: "(" + lib.concatStrings inners + ")";
      dictionaryEntryOf = name: value: "{" + name + value + "}";
      string = "s";
      boolean = "b";
      uchar = "y";
      int16 = "n";
      uint16 = "q";
      int32 = "i";
      uint32 = "u";
      int64 = "x";
      uint64 = "t";
      double = "d";
      variant = "v";
    };
    isGVariant = value: value._type or "" == "gvariant";
    intConstructors =
      let int = name: type: min: max: { inherit name type min max; }; in
      [
        (int "mkInt32" type.int32 (-2147483648) 2147483647)
        (int "mkUint32" type.uint32 0 4294967295)
        (int "mkInt64" type.int64 null null)
        (int "mkUint64" type.uint64 0 null)
        (int "mkInt16" type.int16 (-32768) 32767)
        (int "mkUint16" type.uint16 0 65535)
        (int "mkUchar" type.uchar 0 255)
      ];
    mkValue = value:
      if isBool value then mkBoolean value
      else if isFloat value then mkDouble value
      else if isString value then mkString value
      else if isList value then mkArray value
      else if isGVariant value then value
      else if isInt value then
        let
          fits = { min, max, ... }: (min == null || min <= value) && (max == null || value <= max);
          ways = map ({ name, type, ... }: "- lib.gvariant.@{name} for @{type}") (lib.filter fits intConstructors);
        in
        throw "The GVariant type for number @{toString value} is unclear. Wrap it in what its schema says:\n@{lib.concatStringsSep "\n" ways}"
      else if isAttrs value then
        throw "Cannot construct GVariant value from an attribute set. A dictionary is a list of lib.gvariant.mkDictionaryEntry."
      else throw "The GVariant type of @{typeOf value} can't be inferred.";
    mkArray = items:
      let
        values = if items == [ ] then throw "Please create empty array with mkEmptyArray." else map mkValue items;
        inner = (head values).type;
        isUniform = lib.all (value: value.type == inner) values;
      in
      shown (self: "@@{self.type} [@{list self.value}]")
        (type.arrayOf (if isUniform then inner else throw "Elements in a list should have same type.")) values;
    mkEmptyArray = inner: shown (self: "@@{self.type} []") (type.arrayOf inner) [ ];
    mkVariant = value: shown (self: "<@{toString self.value}>") type.variant (mkValue value);
    mkDictionaryEntry = name: value:
      let
        key = mkValue name;
        content = mkValue value;
      in
      shown (self: "@@{self.type} {@{key},@{content}}") (type.dictionaryEntryOf key.type content.type) { inherit name value; };
    mkMaybe = inner: shown
      (self: if self.value == null then "@@{self.type} nothing" else "just @{toString self.value}")
      (type.maybeOf inner);
    mkNothing = inner: mkMaybe inner null;
    mkJust = value: let content = mkValue value; in mkMaybe content.type content;
    mkTuple = items:
      let values = map mkValue items; in
      shown (self: "@@{self.type} (@{list self.value})") (type.tupleOf (map (value: value.type) values)) values;
    mkBoolean = shown (self: if self.value then "true" else "false") type.boolean;
    mkString = shown
      (self: "'@{lib.replaceStrings [ "\n" ] [ "\\n" ] (lib.escape [ "'" "\\" ] self.value)}'")
      type.string;
    mkObjectpath = shown (self: "objectpath '@{lib.escape [ "'" ] self.value}'") type.string;
    mkUchar = typed type.uchar;
    mkInt16 = typed type.int16;
    mkUint16 = typed type.uint16;
    mkInt32 = shown (self: toString self.value) type.int32;
    mkUint32 = typed type.uint32;
    mkInt64 = typed type.int64;
    mkUint64 = typed type.uint64;
    mkDouble = shown (self: toString self.value) type.double;
  };

  kernel =
    let tristate = value: { tristate = value; optional = false; }; in
    {
      option = value: value // { optional = true; };
      yes = tristate "y";
      no = tristate "n";
      module = tristate "m";
      unset = tristate null;
      freeform = value: { freeform = value; optional = false; };
      whenHelpers = version:
        let
          isFrom = lib.versionAtLeast version;
          isBefore = lib.versionOlder version;
        in
        {
          whenAtLeast = from: lib.mkIf (isFrom from);
          whenOlder = before: lib.mkIf (isBefore before);
          whenBetween = from: before: lib.mkIf (isFrom from && isBefore before);
        };
    };

  fetchers =
    let
      proxies = [ "http_proxy" "https_proxy" "ftp_proxy" "all_proxy" "no_proxy" ];
      fakes = { hash = lib.fakeHash; sha256 = lib.fakeSha256; sha512 = lib.fakeSha512; };
      namesOf = hashTypes: [ "hash" ] ++ hashTypes;
    in
    rec {
      proxyImpureEnvVars = proxies ++ map lib.toUpper proxies ++ [ "NIX_SSL_CERT_FILE" ];
      normalizeHash = { hashTypes ? [ "sha256" ], required ? true }: args:
        let
          names = namesOf hashTypes;
          given = lib.filter (name: args ? @{name}) (lib.attrNames (lib.genAttrs names (_: null)));
          name = head given;
          value = args.@{name};
          outputHash = if value != "" then value else fakes.@{name} or (throw "no fake hash defined for @{name}");
        in
        if args ? outputHash then args
        else if lib.length given > 1 then
          throw "fetcher called with mutually-incompatible arguments: @{lib.concatStringsSep ", " given}"
        else if given == [ ] && required then throw "fetcher called without hash"
        else removeAttrs args names // lib.optionalAttrs (given != [ ]) {
          outputHashAlgo = if name == "hash" then null else name;
          inherit outputHash;
        };
      withNormalizedHash = { hashTypes ? [ "sha256" ] }: fetcher:
        let
          wanted = lib.functionArgs fetcher;
          normalize = normalizeHash { inherit hashTypes; required = !wanted.outputHash; };
        in
        assert wanted ? outputHash && wanted ? outputHashAlgo;
        assert !(lib.any (name: wanted ? @{name}) (namesOf hashTypes));
        lib.setFunctionArgs (args: fetcher (normalize args))
          (removeAttrs wanted [ "outputHash" "outputHashAlgo" ] // { hash = wanted.outputHash; });
    };

  types = {
    fileset = lib.mkOptionType {
      name = "fileset";
      description = "fileset";
      descriptionClass = "noun";
      check = lib.fileset.isFileset;
      merge = _loc: definitions: lib.fileset.unions (map (definition: definition.value) definitions);
      emptyValue.value = lib.fileset.empty;
    };
    # For documentation: what is read of a submodule must not depend on every option being right.
    noCheckForDocsModule = {
      config._module.check = lib.mkForce false;
      _file = "<module that switches checks off for documentation>";
    };
    inherit (lib) types;
  };

  sourceTypes =
    lib.genAttrs [ "fromSource" "binaryNativeCode" "binaryBytecode" "binaryFirmware" "obfuscatedCode" ]
      (shortName: { inherit shortName; isSource = shortName == "fromSource"; });
}
`;
