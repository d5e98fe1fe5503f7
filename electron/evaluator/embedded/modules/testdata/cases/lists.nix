# Functions about lists: elements that are null, lists that are empty, indexes at the edges.
{ lib, ... }:
let
  l = [ 3 null 1 ];
  catch = x: (builtins.tryEval (builtins.deepSeq x x)).success;
in
{
  singleton = lib.singleton null;
  forEach = lib.forEach [ 1 2 ] (x: x * 2);
  foldr = lib.foldr (a: b: a + b) "z" [ "1" "2" ];
  foldr-lazy = lib.foldr (a: b: if a == 2 then "stopped" else b) (throw "end") [ 1 2 3 ];
  foldl = lib.foldl (a: b: a + b) "z" [ "1" "2" ];
  foldl-strict = lib.foldl' (a: b: a + b) 0 [ 1 2 3 ];
  imap = [ (lib.imap0 (i: v: "${v}-${toString i}") [ "a" "b" ]) (lib.imap1 (i: v: i) [ null null ]) ];
  ifilter0 = lib.ifilter0 (i: v: i == 0 || v > 2) [ 1 2 3 ];
  flatten = lib.flatten [ 1 [ 2 [ null [ ] ] 4 ] 5 ];
  flatten-scalar = lib.flatten 1;
  remove = lib.remove null l;
  findSingle = [ (lib.findSingle (x: x == 3) "none" "multiple" [ 1 3 3 ]) (lib.findSingle (x: x == 9) "none" "multiple" [ 1 ]) (lib.findSingle (x: x == null) "none" "multiple" l) ];
  findFirst = [ (lib.findFirst (x: x == null) 7 l) (lib.findFirst (x: x == 9) 7 l) (lib.lists.findFirstIndex (x: x == null) 7 l) (lib.lists.findFirstIndex (x: false) null l) ];
  count = lib.count (x: x == null) l;
  optional = [ (lib.optional true null) (lib.optional false (throw "no")) (lib.optionals true [ 1 ]) (lib.optionals false (throw "no")) ];
  toList = [ (lib.toList null) (lib.toList [ 1 ]) ];
  range = [ (lib.range 2 4) (lib.range 3 2) (lib.range (-1) 0) ];
  replicate = lib.replicate 3 null;
  replicate-negative = lib.replicate (-1) 1;
  partition = lib.partition (x: x != null) l;
  groupBy = lib.groupBy (x: if x == null then "null" else "number") l;
  groupBy-prime = lib.groupBy' (a: b: a + b) 0 (x: if x > 2 then "big" else "small") [ 5 1 2 3 4 ];
  zipLists = [ (lib.zipLists [ 1 2 ] [ "a" ]) (lib.zipListsWith (a: b: a + b) [ 1 2 ] [ 3 4 5 ]) ];
  reverseList = lib.reverseList l;
  listDfs = lib.listDfs true lib.hasPrefix [ "/home/user" "other" "/" "/home" ];
  listDfs-cycle = lib.listDfs true (a: b: true) [ "a" "b" ];
  toposort = lib.toposort (a: b: a < b) [ 3 2 1 ];
  toposort-prefix = lib.toposort lib.hasPrefix [ "/home/user" "other" "/" "/home" ];
  toposort-cycle = lib.toposort (a: b: true) [ 1 2 ];
  sort = lib.sort (a: b: a < b) [ 5 3 7 ];
  sortOn = lib.sortOn lib.stringLength [ "aa" "b" "cccc" "d" ];
  compareLists = [ (lib.compareLists lib.compare [ ] [ ]) (lib.compareLists lib.compare [ ] [ "a" ]) (lib.compareLists lib.compare [ 1 ] [ ]) (lib.compareLists lib.compare [ "a" "b" ] [ "a" "c" ]) ];
  naturalSort = lib.naturalSort [ "disk11" "disk8" "disk100" "disk9" "disk08" ];
  naturalSort-addresses = lib.naturalSort [ "10.46.133.149" "10.5.16.62" "10.54.16.25" ];
  take = [ (lib.take 2 l) (lib.take 0 l) (lib.take 9 l) (lib.takeEnd 1 l) (lib.takeEnd 9 l) ];
  drop = [ (lib.drop 1 l) (lib.drop 9 l) (lib.dropEnd 1 l) (lib.dropEnd 9 l) ];
  sublist = [ (lib.sublist 1 3 [ "a" "b" "c" "d" "e" ]) (lib.sublist 4 2 l) (lib.sublist 2 5 l) ];
  sublist-negative = lib.sublist (-1) 1 l;
  prefixes = [ (lib.lists.hasPrefix [ 1 ] [ 1 2 ]) (lib.lists.hasPrefix [ 1 2 ] [ 1 ]) (lib.lists.hasPrefix [ null ] [ null ]) (lib.lists.removePrefix [ 3 ] l) ];
  removePrefix-wrong = lib.lists.removePrefix [ 1 ] l;
  commonPrefix = [ (lib.lists.commonPrefix [ 1 null 3 ] [ 1 null 4 ]) (lib.lists.commonPrefix [ 1 ] [ 1 2 ]) (lib.lists.commonPrefix [ ] [ 1 ]) ];
  last = lib.last [ 1 null ];
  last-empty = lib.last [ ];
  init = lib.init l;
  init-empty = lib.init [ ];
  unique = [ (lib.unique [ 3 "a" 3 null "a" null [ 1 ] [ 1 ] ]) (lib.uniqueStrings [ "b" "a" "b" ]) (lib.allUnique [ 1 1 ]) (lib.allUnique [ ]) ];
  intersect = [ (lib.intersectLists [ 1 2 ] [ 2 3 2 ]) (lib.subtractLists [ 3 2 ] [ 1 2 3 4 ]) (lib.mutuallyExclusive [ 1 2 ] [ 3 ]) (lib.mutuallyExclusive [ 1 ] [ 1 ]) (lib.mutuallyExclusive [ ] [ 1 ]) ];
  concatAttrValues = lib.concatAttrValues { b = [ 1 ]; a = [ null ]; };
  replaceElemAt = lib.lists.replaceElemAt [ "a" "b" ] 1 null;
  replaceElemAt-outside = lib.lists.replaceElemAt [ "a" "b" ] 2 "c";
  crossLists = lib.crossLists (x: y: "${toString x}${toString y}") [ [ 1 2 ] [ 3 4 ] ];
  elements-are-lazy = map catch [ (lib.length (lib.imap0 (i: v: throw "x") [ 1 ])) (lib.length (lib.reverseList [ (throw "x") ])) (lib.length (lib.take 1 [ (throw "x") ])) ];
}
