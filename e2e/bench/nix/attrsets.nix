# Recursion over attribute sets: a search tree grown node by node, walked, mapped and updated in depth.
{ rounds ? 1 }:
let
  round =
    _:
    let
      mod = a: b: a - b * (a / b);
      insert =
        tree: key: value:
        if tree == null then
          {
            inherit key value;
            left = null;
            right = null;
          }
        else if key < tree.key then
          tree // { left = insert tree.left key value; }
        else if key > tree.key then
          tree // { right = insert tree.right key value; }
        else
          tree // { inherit value; };
      grown = builtins.foldl' (tree: i: insert tree (mod (i * 7919) 10007) { inherit i; }) null (
        builtins.genList (i: i) 6000
      );
      size = tree: if tree == null then 0 else 1 + size tree.left + size tree.right;
      depth =
        tree:
        if tree == null then
          0
        else
          let
            left = depth tree.left;
            right = depth tree.right;
          in
          1 + (if left > right then left else right);
      nested =
        level:
        if level == 0 then
          { value = 1; }
        else
          builtins.listToAttrs (
            builtins.genList (i: {
              name = "child${toString i}";
              value = nested (level - 1);
            }) 4
          );
      recursiveUpdate =
        left: right:
        left
        // builtins.mapAttrs (
          name: value:
          if left ? ${name} && builtins.isAttrs left.${name} && builtins.isAttrs value then
            recursiveUpdate left.${name} value
          else
            value
        ) right;
      total =
        set: if set ? value then set.value else builtins.foldl' (sum: name: sum + total set.${name}) 0 (builtins.attrNames set);
      changed = recursiveUpdate (nested 6) (recursiveUpdate (nested 5) { child1.child2.child3.value = 5; });
    in
    {
      size = size grown;
      depth = depth grown;
      total = total changed;
    };
in
map round (builtins.genList (index: index) rounds)
