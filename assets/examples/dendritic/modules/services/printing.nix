{
  clan.modules.printing = ./_printing.nix;
}
