/**
 * `lib.path` (nixpkgs manual, section of that name): paths and the subpaths in them, checked; in Nix.
 * - A subpath is a string that is relative, not empty and without `..`; everything else throws and says what is wrong.
 * - `append` takes a path and a subpath; `hasPrefix` and `removePrefix` compare whole names, not letters.
 * - `subpath.normalise` and `join` start with `./` and drop `.` and double slashes; nothing left is `./.`.
 */
export const pathsText = String.raw`
lib:
let
  inherit (builtins) isPath isString typeOf toString;
  checkPath = name: position: path:
    if isPath path then path
    else throw "lib.path.@{name}: @{position}rgument is of type @{typeOf path}, but a path was expected";
  /* What is wrong with a subpath; null when nothing is. */
  problemOf = value:
    if !(isString value) then "The given value is of type @{typeOf value}, but a string was expected"
    else if value == "" then "The given string is empty"
    else if lib.hasPrefix "/" value then "The given string \"@{value}\" starts with a /: it is an absolute path"
    else if lib.elem ".." (lib.splitString "/" value) then
      "The given string \"@{value}\" contains a .. component, which is not allowed in subpaths"
    else null;
  checkSubpath = message: value:
    let problem = problemOf value; in
    if problem == null then value else throw "lib.path.@{message} is not a valid subpath string:\n@{problem}";
  parts = text: lib.filter (part: part != "" && part != ".") (lib.splitString "/" text);
  join = names: "./" + (if names == [ ] then "." else lib.concatStringsSep "/" names);
  namesOf = path: parts (toString path);
  isPrefix = prefix: names: lib.take (lib.length prefix) names == prefix;
  storeNames = parts builtins.storeDir;
in
{
  path = {
    append = path: subpath:
      if !(isPath path) then
        throw "lib.path.append: The first argument is of type @{typeOf path}, but a path was expected"
      else path + ("/" + checkSubpath "append: Second argument" subpath);
    hasPrefix = prefix: path:
      isPrefix (namesOf (checkPath "hasPrefix" "First a" prefix)) (namesOf (checkPath "hasPrefix" "Second a" path));
    removePrefix = prefix: path:
      let
        start = namesOf (checkPath "removePrefix" "First a" prefix);
        names = namesOf (checkPath "removePrefix" "Second a" path);
      in
      if isPrefix start names then join (lib.drop (lib.length start) names)
      else throw "lib.path.removePrefix: The first path argument \"@{toString prefix}\" is not a component-wise prefix of the second path argument \"@{toString path}\".";
    splitRoot = path: { root = /.; subpath = join (namesOf (checkPath "splitRoot" "A" path)); };
    hasStorePathPrefix = path:
      let names = namesOf (checkPath "hasStorePathPrefix" "A" path); in
      isPrefix storeNames names && names != storeNames
        && builtins.match ".{32}-.+" (lib.elemAt names (lib.length storeNames)) != null
      || names != [ ] && builtins.match "[0-9a-z]{52}" (lib.head names) != null;
    subpath = {
      isValid = value: problemOf value == null;
      components = value: parts (checkSubpath "subpath.components: Argument" value);
      normalise = value: join (parts (checkSubpath "subpath.normalise: Argument" value));
      join = values: join (lib.concatLists (lib.imap0
        (index: value: parts (checkSubpath "subpath.join: Element at index @{toString index}" value))
        values));
    };
  };
}
`;
