/**
 * `lib.generators` and `lib.cli` (nixpkgs manual, sections of those names), in Nix.
 * - `mkValueStringDefault` aborts on lists and sets; a derivation is its path.
 * - `mkKeyValueDefault` escapes the separator in keys, never in values; `listsAsDuplicateKeys` repeats the key.
 * - `toINI` puts an empty line between sections; `toGitINI` writes `a.b.c` as `[a "b.c"]` and quotes strings.
 * - `toPlist` leaves out attributes that are null; `toYAML` is JSON, which YAML contains.
 * - `toLua` writes `mkLuaInline` as it is, in brackets; with `asBindings` the names must be names of Lua.
 * - `toGNUCommandLine` drops false and null, gives true as the bare option and a list as the option once for each
 *   element (true is then the word); a name of one letter gets one dash. `toCommandLine` writes booleans out where the format sets `explicitBool`.
 */
export const formatsText = String.raw`
lib:
let
  inherit (builtins) isAttrs isBool isFloat isInt isList isPath isString toJSON;
  inherit (lib) concatMapStringsSep concatStrings concatStringsSep mapAttrsToList;
  pretty = lib.generators.toPretty { };

  valueText = value:
    let refuse = kind: abort "generators.mkValueStringDefault: @{kind} not supported: @{pretty value}"; in
    if isString value then value
    else if isInt value || lib.isDerivation value then toString value
    else if isBool value then lib.boolToString value
    else if value == null then "null"
    else if isFloat value then lib.strings.floatToString value
    else if isList value then refuse "lists"
    else if lib.isFunction value && !(isAttrs value) then refuse "functions"
    else if isAttrs value then refuse "attrsets"
    else refuse "this value is";

  keyValue = { mkValueString ? valueText }: separator: key: value:
    lib.escape [ separator ] key + separator + mkValueString value;

  keyValues = { mkKeyValue ? keyValue { } "=", listsAsDuplicateKeys ? false, indent ? "" }: set:
    let
      line = key: value: "@{indent}@{mkKeyValue key value}\n";
      lines = key: value:
        if listsAsDuplicateKeys && isList value then concatStrings (map (line key) value) else line key value;
    in
    concatStrings (mapAttrsToList lines set);

  ini =
    { mkSectionName ? lib.escape [ "[" "]" ]
    , mkKeyValue ? keyValue { } "="
    , listsAsDuplicateKeys ? false
    }: sections:
    concatStringsSep "\n" (mapAttrsToList
      (name: values: "[@{mkSectionName name}]\n" + keyValues { inherit mkKeyValue listsAsDuplicateKeys; } values)
      sections);

  gitIni = set:
    let
      sectionName = name:
        let parts = lib.splitString "." name; in
        if lib.hasInfix "\"" name || builtins.length parts == 1 then name
        else "@{builtins.head parts} \"@{concatStringsSep "." (builtins.tail parts)}\"";
      quote = text: "\"@{builtins.replaceStrings [ "\n" "\t" "\"" "\\" ] [ "\\n" "\\t" "\\\"" "\\\\" ] text}\"";
      gitValue = value: valueText (if isString value then quote value else value);
      line = key: value: "\t" + keyValue { mkValueString = gitValue; } " = " key value;
      lines = key: value: if isList value then concatMapStringsSep "\n" (line key) value else line key value;
      isSection = value: isAttrs value && !(lib.isDerivation value);
      # Sections inside sections become sections with a dotted name; the last name of a path is the key.
      flat = path: value:
        if isSection value then lib.concatMap (name: flat (path ++ [ name ]) value.@{name}) (lib.attrNames value)
        else if builtins.length path < 2 then [ { @{builtins.head path} = value; } ]
        else [ { @{concatStringsSep "." (lib.init path)}.@{lib.last path} = value; } ];
      isNested = name: isAttrs set.@{name} && lib.any isSection (lib.attrValues set.@{name});
      nested = lib.filter isNested (lib.attrNames set);
    in
    ini { mkSectionName = sectionName; mkKeyValue = lines; }
      (removeAttrs set nested // lib.foldl' lib.recursiveUpdate { } (flat [ ] (lib.getAttrs nested set)));

  plist = { escape ? false }: value:
    let
      text = if escape then lib.escapeXML else lib.id;
      element = indent: tag: content: "@{indent}<@{tag}>@{content}</@{tag}>";
      block = indent: tag: lines: concatStringsSep "\n" ([ "@{indent}<@{tag}>" ] ++ lines ++ [ "@{indent}</@{tag}>" ]);
      show = indent: item:
        if item == null then ""
        else if isBool item then "@{indent}<@{lib.boolToString item}/>"
        else if isInt item then element indent "integer" (toString item)
        else if isString item || isPath item then element indent "string" (text (toString item))
        else if isList item then block indent "array" [ (concatMapStringsSep "\n" (show "\t@{indent}") item) ]
        else if isAttrs item then block indent "dict" [ (concatStringsSep "\n" (entries indent item)) ]
        else if isFloat item then element indent "real" (toString item)
        else abort "generators.toPlist: this value cannot be shown";
      entries = indent: set:
        lib.flatten (mapAttrsToList
          (name: item: lib.optionals (name != "_module" && item != null)
            [ (element "\t@{indent}" "key" (text name)) (show "\t@{indent}" item) ])
          set);
    in
    ''
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
      <plist version="1.0">
      @{show "" value}
      </plist>'';

  dhall = { }@options: value:
    if isAttrs value then "{ @{concatStringsSep ", " (mapAttrsToList (name: item: "@{name} = @{dhall options item}") value)} }"
    else if isList value then "[ @{concatMapStringsSep ", " (dhall options) value} ]"
    else if isInt value then lib.optionalString (value >= 0) "+" + toString value
    else if isBool value then (if value then "True" else "False")
    else if lib.isFunction value then abort "generators.toDhall: cannot convert a function to Dhall"
    else if value == null then abort "generators.toDhall: cannot convert a null to Dhall"
    else toJSON value;

  lua = { multiline ? true, indent ? "", asBindings ? false }: value:
    let
      deeper = "@{indent}  ";
      open = if multiline then "\n@{deeper}" else " ";
      close = if multiline then "\n@{indent}" else " ";
      inner = lua { inherit multiline; indent = if asBindings then indent else deeper; };
      table = items: if items == [ ] then "{}" else "{@{open}@{concatStringsSep ",@{open}" items}@{close}}";
      isName = name: builtins.match "[[:alpha:]_][[:alnum:]_]*(\\.[[:alpha:]_][[:alnum:]_]*)*" name != null;
      badNames = lib.filter (name: !(isName name)) (lib.attrNames value);
    in
    if asBindings then
      assert lib.assertMsg (badNames == [ ]) "Bad Lua var names: @{pretty badNames}";
      concatStrings (mapAttrsToList (name: item: "@{indent}@{name} = @{inner item}\n") value)
    else if value == null then "nil"
    else if isInt value || isFloat value || isString value || isBool value then toJSON value
    else if isPath value || lib.isDerivation value then toJSON "@{value}"
    else if isList value then table (map inner value)
    else if isAttrs value && value._type or null == "lua-inline" then "(@{value.expr})"
    else if isAttrs value then table (mapAttrsToList (name: item: "[@{toJSON name}] = @{inner item}") value)
    else abort "generators.toLua: type @{builtins.typeOf value} is unsupported";

  oldCommandLine =
    { mkOptionName ? name: if builtins.stringLength name == 1 then "-@{name}" else "--@{name}"
    , mkBool ? name: value: lib.optional value (mkOptionName name)
    , mkList ? name: values: lib.concatMap (mkOption name) values
    , mkOption ? name: value:
        if value == null then [ ]
        else if optionValueSeparator == null then [ (mkOptionName name) (valueText value) ]
        else [ (mkOptionName name + optionValueSeparator + valueText value) ]
    , optionValueSeparator ? null
    }: options:
    builtins.concatLists (mapAttrsToList
      (name: value: (if isBool value then mkBool else if isList value then mkList else mkOption) name value)
      options);

  commandLine = format: options:
    let
      render = name: value:
        let
          given = { formatArg = valueText; } // format name;
          argument = given.formatArg value;
        in
        if value == null || (!given.explicitBool && value == false) then [ ]
        else if !given.explicitBool && value == true then [ given.option ]
        else if given.sep == null then [ given.option argument ]
        else [ (given.option + given.sep + argument) ];
      each = name: value:
        if name == "" then throw "lib.cli.toCommandLine only accepts non-empty option names."
        else if isList value then lib.concatMap (render name) value
        else render name value;
    in
    builtins.concatLists (mapAttrsToList each options);

  gnuFormat =
    { isLong ? name: builtins.stringLength name > 1, explicitBool ? false, formatArg ? valueText }: name: {
      option = (if isLong name then "--" else "-") + name;
      sep = if isLong name then "=" else "";
      inherit explicitBool formatArg;
    };
in
{
  generators = {
    mkValueStringDefault = { }: valueText;
    mkKeyValueDefault = keyValue;
    mkDconfKeyValue = keyValue { mkValueString = value: toString (lib.gvariant.mkValue value); } "=";
    toDconfINI = ini { mkKeyValue = lib.generators.mkDconfKeyValue; };
    toKeyValue = keyValues;
    toINI = ini;
    toINIWithGlobalSection = options: { globalSection, sections ? { } }:
      lib.optionalString (globalSection != { }) (keyValues (removeAttrs options [ "mkSectionName" ]) globalSection + "\n")
      + ini options sections;
    toGitINI = gitIni;
    toJSON = { }: toJSON;
    toYAML = { }: toJSON;
    toPlist = plist;
    toDhall = dhall;
    toLua = lua;
    mkLuaInline = expr: { _type = "lua-inline"; inherit expr; };
  };

  cli = rec {
    toGNUCommandLine = oldCommandLine;
    toGNUCommandLineShell = options: set: lib.escapeShellArgs (oldCommandLine options set);
    toCommandLine = commandLine;
    toCommandLineShell = format: set: lib.escapeShellArgs (commandLine format set);
    toCommandLineGNU = options: commandLine (gnuFormat options);
    toCommandLineShellGNU = options: set: lib.escapeShellArgs (toCommandLineGNU options set);
  };
}
`;
