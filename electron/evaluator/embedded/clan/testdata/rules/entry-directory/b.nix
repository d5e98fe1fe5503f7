{ pkgs, lib, config, clan-core ? null, self, ... }: { seen.system = pkgs.system; seen.plat = pkgs.stdenv.hostPlatform.system; seen.core = clan-core ? lib; }
