[
  (baseNameOf "/a/b.c")
  (baseNameOf "a/b/")
  (baseNameOf "a//")
  (baseNameOf "/")
  (baseNameOf "")
  (baseNameOf "a")
  (baseNameOf /x/y)
  (baseNameOf ./files/text.txt)
  (baseNameOf { outPath = "/o/p-1"; })
]
