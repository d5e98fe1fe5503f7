{ lib, ... }:
{
  meta = { name = ""; description = null; icon = "icon.svg"; domain = "a-1.b2.example"; };
  machines.one = { config, ... }: { settings = config.clan.core.settings; };
}
