{
  inputs.clan-core.url = "https://git.clan.lol/clan/clan-core/archive/main.tar.gz";
  inputs.a.url = "path:./a";
  inputs.b.url = "path:./b";
  outputs = { self, clan-core, a, b }: {
    clan = (clan-core.lib.clan {
      inherit self;
      meta.name = "follow";
      machines.one = { a = a.words; b = b.words; inherit (a.modules) x; sub = baseNameOf a.outPath; };
      inventory.instances.i = { module = { name = "svc"; input = "b"; }; roles.r.machines.one = { }; };
    }).config;
  };
}
