# since: 2.26, dots below the home folder stay
[ (toString ~/a) (baseNameOf ~/a/b) (toString ~/../c) (toString (~/d + "/../e")) ]
