/**
 * `lib.sources` (nixpkgs manual, section of that name) and the rest of `lib.filesystem`; in Nix.
 * - A source remembers its folder and filter, so filters of `cleanSourceWith` add up: a file stays when all keep it.
 * - `cleanSourceFilter` drops version control, files of editors, `.o`, `.so` and links named `result…`.
 * - `sourceByRegex` matches the whole path below the folder, so folders on the way need a pattern of their own.
 * - `commitIdFromGitRepo` follows `.git` files, `commondir` and packed references; throws when there is no commit.
 * - `packagesFromDirectoryRecursive` takes `package.nix` for the whole folder; without it, each `.nix` file and folder.
 */
export const sourcesText = String.raw`
lib:
let
  inherit (builtins) match toString isString isList;
  inherit (lib.filesystem) pathIsRegularFile pathIsDirectory;
  isSource = value: value ? _isLibCleanSourceWith;
  partsOf = src:
    if isSource src then { inherit (src) origSrc filter name; }
    else { origSrc = src; filter = _: _: true; name = "source"; };
  make = { origSrc, filter, name }: {
    _isLibCleanSourceWith = true;
    inherit origSrc filter name;
    outPath = builtins.path { inherit filter name; path = origSrc; };
  };
  below = base: path: if lib.hasPrefix "/" path then path else lib.optionalString (!(lib.hasPrefix "/" base)) "/" + "@{base}/@{path}";

  /* The commit that a file below .git names: { value } or { error }. */
  commitAt = name: folder:
    let
      file = folder + "/@{name}";
      packed = folder + "/packed-refs";
      link = match "^gitdir: (.*)$" (lib.fileContents folder);
      gitFolder = below (dirOf folder) (lib.head link);
      shared = "@{gitFolder}/commondir";
      common = below gitFolder
        (lib.removeSuffix "/" (if pathIsRegularFile shared then lib.fileContents shared else gitFolder));
      content = lib.fileContents file;
      target = match "^ref: (.*)$" content;
      commitIn = line: match "([a-z0-9]+) @{name}" line;
      lines = lib.filter (line: isString line && commitIn line != null) (builtins.split "\n" (builtins.readFile packed));
    in
    if pathIsRegularFile folder then
      if link == null then { error = "File contains no gitdir reference: " + folder; }
      else commitAt (lib.removePrefix "@{common}/" "@{gitFolder}/@{name}") common
    else if pathIsRegularFile file then
      if target == null then { value = content; } else commitAt (lib.head target) folder
    else if !(pathIsRegularFile packed) then { error = "Not a .git directory: " + toString folder; }
    else if lines == [ ] then { error = "Could not find " + name + " in " + packed; }
    else { value = lib.head (commitIn (lib.head lines)); };

  segments = path: lib.filter isString (builtins.split "/" path);
  /* A segment of a glob as a regular expression; the segment ** as null. */
  segmentPattern = text:
    if text == "**" then null
    else lib.concatMapStrings (part: if isList part then "[^/]*" else lib.escapeRegex part) (builtins.split "\\*+" text);
  globMatcher = glob:
    let
      fits = pattern: segment: pattern == null || match pattern segment != null;
      walk = patterns: path: type:
        let
          pattern = lib.head patterns;
          later = lib.tail patterns;
          segment = lib.head path;
          rest = lib.tail path;
        in
        if path == [ ] then patterns == [ ] || type == "directory" || type == "symlink"
        else if patterns == [ ] then false
        else if pattern != null then fits pattern segment && walk later rest type
        else if later == [ ] then true
        else if match (if lib.head later == null then ".*" else lib.head later) segment != null then walk later path type
        else walk patterns rest type;
      patterns = map segmentPattern (segments glob);
    in
    path: walk patterns (segments path);
  fullName = repo: rev: suffix:
    lib.sources.urlToName repo
    + lib.optionalString (rev != null) "-@{lib.sources.shortRev rev}"
    + lib.optionalString (suffix != null) "-@{suffix}"
    + "-source";
in
{
  sources = rec {
    inherit pathIsRegularFile;
    pathIsGitRepo = path: commitAt "HEAD" path ? value;
    commitIdFromGitRepo = path: let commit = commitAt "HEAD" path; in commit.value or (throw commit.error);
    pathHasContext = builtins.hasContext;
    canCleanSource = src: isSource src || !(pathHasContext (toString src));
    cleanSourceFilter = path: type:
      let
        name = baseNameOf path;
        isRepository = name == ".git"
          || type == "directory" && lib.elem name [ ".svn" "CVS" ".hg" ".jj" ".pijul" "_darcs" ];
        isEditorFile = lib.hasSuffix "~" name || match "\\.sw[a-z]|\\..*\\.sw[a-z]" name != null;
        isBuilt = lib.hasSuffix ".o" name || lib.hasSuffix ".so" name || type == "symlink" && lib.hasPrefix "result" name;
      in
      !(isRepository || isEditorFile || isBuilt || type == "unknown");
    cleanSourceWith = { src, filter ? _path: _type: true, name ? null }:
      let parts = partsOf src; in
      make {
        inherit (parts) origSrc;
        filter = path: type: filter path type && parts.filter path type;
        name = if name == null then parts.name else name;
      };
    cleanSource = src: cleanSourceWith { filter = cleanSourceFilter; inherit src; };
    trace = src:
      let parts = partsOf src; in
      make (parts // {
        filter = path: type:
          let isKept = parts.filter path type; in
          builtins.trace "@{parts.name}.filter @{path} = @{lib.boolToString isKept}" isKept;
      }) // { satisfiesSubpathInvariant = src.satisfiesSubpathInvariant or false; };
    sourceByRegex = src: patterns:
      let root = toString (partsOf src).origSrc + "/"; in
      cleanSourceWith {
        inherit src;
        filter = path: _type: lib.any (pattern: match pattern (lib.removePrefix root (toString path)) != null) patterns;
      };
    sourceByGlobs = src: globs:
      let
        root = "@{toString src}/";
        matchers = map globMatcher globs;
      in
      cleanSourceWith {
        inherit src;
        filter = path: type: lib.any (matches: matches (lib.removePrefix root path) type) matchers;
      };
    sourceFilesBySuffices = src: suffixes: cleanSourceWith {
      inherit src;
      filter = path: type: type == "directory" || lib.any (suffix: lib.hasSuffix suffix (baseNameOf path)) suffixes;
    };
    urlToName = url:
      let
        shorten = name:
          let shorter = match "(.*)\\.(git|tar|zip|gz|tgz|bz|tbz|bz2|tbz2|lzma|txz|xz|zstd)" name; in
          if shorter == null then name else shorten (lib.head shorter);
      in
      shorten (baseNameOf (lib.removeSuffix "/" (lib.last (lib.splitString ":" (toString url)))));
    shortRev = rev:
      let
        name = baseNameOf (toString rev);
        version = match "([A-Za-z]+[-_. ]?)*(v)?([0-9.]+.*)" name;
      in
      if match "[a-f0-9]+" name != null then builtins.substring 0 7 name
      else if version != null then lib.last version
      else name;
    revOrTag = rev: tag: if tag != null then tag else if rev != null then rev else "HEAD";
    repoRevToName = kind: {
      source = _: _: _: "source";
      versioned = repo: rev: _: fullName repo rev null;
      full = fullName;
    }.@{kind} or (throw "repoRevToName: invalid kind");
  };

  filesystem = {
    resolveDefaultNix = path:
      if pathIsDirectory path then path + "/default.nix"
      else if isString path && lib.hasSuffix "/" path then path + "default.nix"
      else path;
    haskellPathsInDir = root: lib.concatMapAttrs
      (name: _: lib.optionalAttrs (builtins.pathExists (root + "/@{name}/@{name}.cabal")) { @{name} = root + "/@{name}"; })
      (builtins.readDir root);
    packagesFromDirectoryRecursive = { callPackage, directory, ... }@args:
      let
        packagesIn = { callPackage, ... }@scope: lib.concatMapAttrs
          (name: type:
            let path = directory + "/@{name}"; in
            if type == "directory" then
              { @{name} = lib.filesystem.packagesFromDirectoryRecursive (scope // { directory = path; }); }
            else if type != "regular" then
              throw "lib.filesystem.packagesFromDirectoryRecursive: Unsupported file type @{type} at path @{toString path}"
            else lib.optionalAttrs (lib.hasSuffix ".nix" name) { @{lib.removeSuffix ".nix" name} = callPackage path { }; })
          (builtins.readDir directory);
        own = directory + "/package.nix";
      in
      if builtins.pathExists own then callPackage own { }
      else if args ? newScope then
        lib.recurseIntoAttrs (lib.makeScope args.newScope
          (self: packagesIn (args // { inherit (self) callPackage newScope; })))
      else packagesIn args;
  };
}
`;
