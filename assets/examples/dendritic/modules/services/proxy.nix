{
  clan.modules.proxy = ./_proxy/service.nix;
}
