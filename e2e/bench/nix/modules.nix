# A small module system in plain Nix: 2,000 options in 100 modules, with types, defaults, conditions and priorities.
{ rounds ? 1 }:
let
  round =
    _:
    let
      inherit (builtins)
        all
        attrNames
        concatLists
        concatStringsSep
        elemAt
        filter
        foldl'
        genList
        head
        isAttrs
        isFunction
        isInt
        isList
        isString
        length
        listToAttrs
        map
        mapAttrs
        zipAttrsWith
        ;

      mod = a: b: a - b * (a / b);
      min = a: b: if a < b then a else b;

      # What modules are written with.
      mkOption = fields: fields // { _type = "option"; };
      mkOverride = priority: content: {
        _type = "override";
        inherit priority content;
      };
      mkDefault = mkOverride 1000;
      mkForce = mkOverride 50;
      mkIf = condition: content: {
        _type = "if";
        inherit condition content;
      };
      mkMerge = contents: {
        _type = "merge";
        inherit contents;
      };
      isType = type: value: isAttrs value && value._type or null == type;

      # Types: a check and a merge of definitions `{ file, value }`.
      showPath = concatStringsSep ".";
      only =
        path: definitions:
        if length definitions == 1 then
          (head definitions).value
        else
          let
            first = (head definitions).value;
          in
          if all (definition: definition.value == first) definitions then
            first
          else
            throw "conflicting definitions of ${showPath path}";
      types = {
        int = {
          name = "int";
          check = isInt;
          merge = only;
        };
        str = {
          name = "str";
          check = isString;
          merge = only;
        };
        lines = {
          name = "lines";
          check = isString;
          merge = path: definitions: concatStringsSep "\n" (map (definition: definition.value) definitions);
        };
        listOf = element: {
          name = "listOf ${element.name}";
          check = isList;
          merge =
            path: definitions:
            concatLists (
              map (
                definition:
                map (
                  value:
                  mergeValue (path ++ [ "*" ]) element [
                    {
                      inherit (definition) file;
                      inherit value;
                    }
                  ]
                ) definition.value
              ) definitions
            );
        };
        attrsOf = element: {
          name = "attrsOf ${element.name}";
          check = isAttrs;
          merge =
            path: definitions:
            mapAttrs (name: found: mergeValue (path ++ [ name ]) element found) (
              zipAttrsWith (name: found: concatLists found) (
                map (
                  definition:
                  mapAttrs (name: value: [
                    {
                      inherit (definition) file;
                      inherit value;
                    }
                  ]) definition.value
                ) definitions
              )
            );
        };
      };

      # Definitions: conditions and merges are taken apart, then the strongest priority stays.
      discharge =
        definition:
        let
          inherit (definition) file value;
        in
        if isType "if" value then
          if value.condition then
            discharge {
              inherit file;
              value = value.content;
            }
          else
            [ ]
        else if isType "merge" value then
          concatLists (map (value: discharge { inherit file value; }) value.contents)
        else
          [ definition ];
      priorityOf = definition: if isType "override" definition.value then definition.value.priority else 100;
      strongest =
        definitions:
        let
          highest = foldl' (best: definition: min best (priorityOf definition)) 9999 definitions;
          strip =
            definition:
            if isType "override" definition.value then
              definition // { value = definition.value.content; }
            else
              definition;
        in
        map strip (filter (definition: priorityOf definition == highest) definitions);

      mergeValue =
        path: type: definitions:
        let
          found = strongest (concatLists (map discharge definitions));
        in
        if found == [ ] then
          throw "the option ${showPath path} is used but not defined"
        else if all (definition: type.check definition.value) found then
          type.merge path found
        else
          throw "a definition of ${showPath path} is not of type ${type.name}";

      # The tree of options with the definitions that reach each place.
      pushDown =
        definition:
        if isType "if" definition.value then
          mapAttrs (name: found: map (inner: inner // { value = mkIf definition.value.condition inner.value; }) found) (
            pushDown (definition // { value = definition.value.content; })
          )
        else if isType "merge" definition.value then
          zipAttrsWith (name: found: concatLists found) (
            map (value: pushDown (definition // { inherit value; })) definition.value.contents
          )
        else
          mapAttrs (name: value: [
            {
              inherit (definition) file;
              inherit value;
            }
          ]) definition.value;
      mergeTree =
        path: options: definitions:
        let
          byName = zipAttrsWith (name: found: concatLists found) (map pushDown definitions);
          unknown = filter (name: !(options ? ${name})) (attrNames byName);
        in
        if unknown != [ ] then
          throw "the option ${showPath (path ++ [ (head unknown) ])} does not exist"
        else
          mapAttrs (
            name: option:
            let
              here = path ++ [ name ];
              own = byName.${name} or [ ];
              given =
                if option ? default then
                  [
                    {
                      file = "default";
                      value = mkOverride 1500 option.default;
                    }
                  ]
                  ++ own
                else
                  own;
            in
            if isType "option" option then
              (option.apply or (value: value)) (mergeValue here option.type given)
            else
              mergeTree here option own
          ) options;

      recursiveUpdate =
        left: right:
        left
        // mapAttrs (
          name: value:
          if isAttrs value && isAttrs (left.${name} or null) && !(isType "option" value) then
            recursiveUpdate left.${name} value
          else
            value
        ) right;
      collect =
        arguments: module:
        let
          evaluated = if isFunction module then module arguments else module;
        in
        concatLists (map (collect arguments) (evaluated.imports or [ ]))
        ++ [
          {
            file = evaluated.file or "unknown";
            options = evaluated.options or { };
            config = evaluated.config or { };
          }
        ];
      evalModules =
        modules:
        let
          collected = collect { inherit config types; } { imports = modules; };
          options = foldl' (done: module: recursiveUpdate done module.options) { } collected;
          config = mergeTree [ ] options (
            map (module: {
              inherit (module) file;
              value = module.config;
            }) collected
          );
        in
        config;

      # The modules: each declares twenty options and defines some of its own and of its neighbour.
      typeOf =
        n:
        elemAt
          [
            types.int
            types.str
            (types.listOf types.int)
            (types.attrsOf types.int)
            types.lines
          ]
          (mod n 5);
      sample =
        n:
        elemAt [
          n
          "text-${toString n}"
          [
            n
            (n + 1)
          ]
          {
            "a${toString (mod n 3)}" = n;
            b = 1;
          }
          "line ${toString n}"
        ] (mod n 5);
      moduleCount = 100;
      optionCount = 20;
      makeModule =
        index:
        { config, ... }:
        let
          service = "service${toString index}";
          next = "service${toString (mod (index + 1) moduleCount)}";
        in
        {
          file = "module-${toString index}.nix";
          options.services.${service} = listToAttrs (
            genList (n: {
              name = "option${toString n}";
              value = mkOption {
                type = typeOf n;
                default = sample n;
                description = "Option ${toString n} of ${service}.";
              };
            }) optionCount
          );
          config = mkMerge [
            {
              services.${service} = {
                option0 = mkDefault (index * 3);
                option2 = [ index ];
                option3.own = index;
                option4 = "from ${service}";
              };
            }
            (mkIf (mod index 2 == 0) {
              services.${next} = {
                option0 = mkForce (config.services.${service}.option5 + index);
                option3.neighbour = index;
                option4 = "from its neighbour";
              };
            })
          ];
        };

      config = evalModules (genList makeModule moduleCount);
      weigh =
        value:
        if isInt value then
          value
        else if isString value then
          builtins.stringLength value
        else if isList value then
          foldl' (total: item: total + weigh item) 0 value
        else
          foldl' (total: name: total + weigh value.${name}) 0 (attrNames value);
    in
    {
      options = foldl' (total: name: total + length (attrNames config.services.${name})) 0 (
        attrNames config.services
      );
      weight = weigh config;
      inherit (config.services) service1 service42;
    };
in
map round (builtins.genList (index: index) rounds)
