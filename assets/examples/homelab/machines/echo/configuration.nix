{
  system.stateVersion = 6;
  system.defaults.dock.autohide = true;
  homebrew.enable = true;
  homebrew.casks = [ "firefox" ];
}
