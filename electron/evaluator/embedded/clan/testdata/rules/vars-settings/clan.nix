{
  meta.name = "m";
  vars.settings = { secretStore = "custom"; stores.custom.pythonModule = "mine"; recipients.hosts.show = [ "age1" ]; };
  machines.show = { self, ... }: { vars = removeAttrs self.clan.clanInternals.vars.settings [ "fileModule" ]; };
}
