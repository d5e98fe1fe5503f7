/**
 * Options of NixOS that are texts of lines (`types.lines`): several definitions of one are joined, a line break between
 * them. NixOS itself is not there to say so. Facts of the NixOS options of release 25.11; `*` is any one name.
 */
const patterns = [
  'boot.extraModprobeConfig',
  'boot.initrd.*Commands',
  'boot.loader.grub.extra*',
  'clan.core.vars.generators.*.script',
  'console.extraTTYs',
  'environment.etc.*.text',
  'environment.extraInit',
  'environment.extraSetup',
  'environment.interactiveShellInit',
  'environment.loginShellInit',
  'environment.shellInit',
  'hardware.*.extraConfig',
  'networking.extraHosts',
  'networking.firewall.extraCommands',
  'networking.firewall.extraInputRules',
  'networking.firewall.extraForwardRules',
  'networking.firewall.extraStopCommands',
  'networking.localCommands',
  'networking.nftables.ruleset',
  'nix.extraOptions',
  'powerManagement.*Commands',
  'programs.*.extraConfig',
  'programs.*.init',
  'programs.*.interactiveShellInit',
  'programs.*.loginShellInit',
  'programs.*.promptInit',
  'programs.*.shellInit',
  'security.*.extraConfig',
  'services.*.appendConfig',
  'services.*.appendHttpConfig',
  'services.*.commonHttpConfig',
  'services.*.extraConfig',
  'services.*.streamConfig',
  'services.nginx.virtualHosts.*.extraConfig',
  'services.nginx.virtualHosts.*.locations.*.extraConfig',
  'services.caddy.virtualHosts.*.extraConfig',
  'services.udev.extraRules',
  'services.udev.extraHwdb',
  'services.xserver.displayManager.*Commands',
  'system.activationScripts.*.text',
  'systemd.extraConfig',
  'systemd.services.*.postStart',
  'systemd.services.*.postStop',
  'systemd.services.*.preStart',
  'systemd.services.*.preStop',
  'systemd.services.*.reload',
  'systemd.services.*.script',
  'systemd.user.services.*.postStart',
  'systemd.user.services.*.preStart',
  'systemd.user.services.*.script',
  'users.motd',
].map((pattern) => pattern.split('.').map(nameTest));

function nameTest(part: string): (name: string) => boolean {
  if (part === '*') return () => true;
  const [start = '', end] = part.split('*');
  return end === undefined ? (name) => name === part : (name) => name.startsWith(start) && name.endsWith(end);
}

/** Whether several definitions of the NixOS option at this path are joined line by line. */
export function isTextOfLines(path: readonly string[]): boolean {
  return patterns.some(
    (pattern) =>
      pattern.length === path.length && pattern.every((test, index) => test(path[index] as string)),
  );
}
