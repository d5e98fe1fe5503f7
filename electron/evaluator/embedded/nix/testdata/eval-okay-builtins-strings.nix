# since: 2.16, replaceStrings computed every replacement before
with builtins; {
  substring = [ (substring 1 2 "abcd") (substring 0 100 "abc") (substring 2 (-1) "abc") (substring 5 1 "abc") (substring 0 0 "abc") ];
  concat = [ (concatStringsSep ", " [ "a" "b" ]) (concatStringsSep "-" [ ]) (concatStringsSep "" [ { outPath = "x"; } ]) ];
  replace = [ (replaceStrings [ "a" "b" ] [ "b" "a" ] "abba") (replaceStrings [ "" ] [ "." ] "ab") (replaceStrings [ "ab" "a" ] [ "1" "2" ] "aab") (replaceStrings [ "x" ] [ (throw "never") ] "ab") (replaceStrings [ "a" "" ] [ "1" "_" ] "bab") ];
  length = stringLength "abc";
  versions = [
    (compareVersions "1.0" "1.0.1") (compareVersions "1.0" "1.0pre1") (compareVersions "2.3" "2.10") (compareVersions "a" "1") (compareVersions "1.0" "1.0") (compareVersions "" "")
    (splitVersion "1.2.3pre-rc.4") (splitVersion "") (parseDrvName "foo-bar-1.2") (parseDrvName "foo") (parseDrvName "foo-1-a-2")
  ];
  names = [ (baseNameOf "/x/y/") (baseNameOf "a") (baseNameOf "") (dirOf "/x/y") (dirOf "/x") (dirOf "x") (dirOf "a//b") ];
}
