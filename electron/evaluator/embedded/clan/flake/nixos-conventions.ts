/**
 * What the options of NixOS say about merging that values do not show: NixOS itself is not there to say so. Facts of the
 * NixOS options of release 25.11 and of Clan's own options in machines. In the patterns `*` is any one name, or any part
 * of one. Options that are not here merge by what their values are: sets by their attributes, lists one after the other
 * in the order of their definitions (ports as well, which NixOS sorts), all else has to agree.
 */
import type { StructuralRule } from '../../modules';

/** Options of type `lines`, or `lines` or null: a line break between texts. */
const lines = [
  'boot.extraModprobeConfig',
  'boot.initrd.*Commands',
  'boot.initrd.services.udev.rules',
  'boot.loader.grub.extra*',
  'boot.loader.systemd-boot.extraInstallCommands',
  'boot.postBootCommands',
  'boot.swraid.mdadmConf',
  'clan.core.state.*.preBackupScript',
  'clan.core.state.*.postBackupScript',
  'clan.core.state.*.preRestoreScript',
  'clan.core.state.*.postRestoreScript',
  'environment.etc.*.text',
  'environment.extraInit',
  'environment.extraSetup',
  'environment.interactiveShellInit',
  'environment.loginShellInit',
  'environment.shellInit',
  'hardware.*.extraConfig',
  'networking.dhcpcd.extraConfig',
  'networking.dhcpcd.runHook',
  'networking.extraHosts',
  'networking.firewall.extraCommands',
  'networking.firewall.extraForwardRules',
  'networking.firewall.extraInputRules',
  'networking.firewall.extraReversePathFilterRules',
  'networking.firewall.extraStopCommands',
  'networking.localCommands',
  'networking.nftables.extraDeletions',
  'networking.nftables.ruleset',
  'networking.nftables.tables.*.content',
  'networking.resolvconf.extraConfig',
  'networking.wg-quick.interfaces.*.preUp',
  'networking.wg-quick.interfaces.*.preDown',
  'networking.wg-quick.interfaces.*.postUp',
  'networking.wg-quick.interfaces.*.postDown',
  'networking.wireguard.interfaces.*.preSetup',
  'networking.wireguard.interfaces.*.postSetup',
  'networking.wireguard.interfaces.*.preShutdown',
  'networking.wireguard.interfaces.*.postShutdown',
  'nix.extraOptions',
  'powerManagement.*Commands',
  'programs.*.extraConfig',
  'programs.*.init',
  'programs.*.interactiveShellInit',
  'programs.*.loginShellInit',
  'programs.*.promptInit',
  'programs.*.shellInit',
  'programs.tmux.extraConfigBeforePlugins',
  'security.*.extraConfig',
  'security.acme.certs.*.postRun',
  'security.acme.defaults.postRun',
  'security.pam.services.*.text',
  'services.*.appendConfig',
  'services.*.appendHttpConfig',
  'services.*.commonHttpConfig',
  'services.*.extraConfig',
  'services.*.streamConfig',
  'services.bind.extraOptions',
  'services.borgbackup.jobs.*.preHook',
  'services.borgbackup.jobs.*.postHook',
  'services.borgbackup.jobs.*.postInit',
  'services.borgbackup.jobs.*.postCreate',
  'services.borgbackup.jobs.*.postPrune',
  'services.caddy.globalConfig',
  'services.caddy.virtualHosts.*.extraConfig',
  'services.caddy.virtualHosts.*.logFormat',
  'services.httpd.virtualHosts.*.extraConfig',
  'services.httpd.virtualHosts.*.locations.*.extraConfig',
  'services.nginx.eventsConfig',
  'services.nginx.httpConfig',
  'services.nginx.preStart',
  'services.nginx.upstreams.*.extraConfig',
  'services.nginx.virtualHosts.*.extraConfig',
  'services.nginx.virtualHosts.*.locations.*.extraConfig',
  'services.phpfpm.phpOptions',
  'services.phpfpm.pools.*.extraConfig',
  'services.phpfpm.pools.*.phpOptions',
  'services.postfix.extraAliases',
  'services.postfix.transport',
  'services.postfix.virtual',
  'services.postgresql.authentication',
  'services.postgresql.identMap',
  'services.udev.extraHwdb',
  'services.udev.extraRules',
  'services.xserver.*Section',
  'services.xserver.config',
  'services.xserver.displayManager.*Commands',
  'system.activationScripts.*.text',
  'system.extraSystemBuilderCmds',
  'system.userActivationScripts.*.text',
  'systemd.extraConfig',
  'systemd.network.*.*.extraConfig',
  'systemd.services.*.postStart',
  'systemd.services.*.postStop',
  'systemd.services.*.preStart',
  'systemd.services.*.preStop',
  'systemd.services.*.reload',
  'systemd.services.*.script',
  'systemd.sleep.extraConfig',
  'systemd.user.extraConfig',
  'systemd.user.services.*.postStart',
  'systemd.user.services.*.postStop',
  'systemd.user.services.*.preStart',
  'systemd.user.services.*.preStop',
  'systemd.user.services.*.reload',
  'systemd.user.services.*.script',
  'users.motd',
  'virtualisation.libvirtd.extraConfig',
  'virtualisation.libvirtd.qemu.verbatimConfig',
];

/** Options of type `commas`. */
const commas = ['services.xserver.xkb.options', 'services.xserver.xkbOptions'];

/** Options of type `separatedString " "`. */
const words = ['virtualisation.docker.extraOptions'];

/** Options of units of systemd: one value, or a list of them. */
const gathered = ['systemd.*.*.*Config.*', 'systemd.user.*.*.*Config.*', 'systemd.network.*.*.*Config.*'];

/**
 * Collections whose entries have options that NixOS, nix-darwin and widely used modules declare. A clan that declares
 * one of them once more, to add an option of its own to each entry, does not lose the others.
 */
const collections = [
  'boot.initrd.luks.devices.*',
  'clan.core.vars.generators.*',
  'containers.*',
  'environment.etc.*',
  'fileSystems.*',
  'home-manager.users.*',
  'networking.interfaces.*',
  'networking.wg-quick.interfaces.*',
  'networking.wireguard.interfaces.*',
  'nix.registry.*',
  'programs.ssh.knownHosts.*',
  'security.acme.certs.*',
  'security.pam.services.*',
  'security.wrappers.*',
  'services.borgbackup.jobs.*',
  'services.caddy.virtualHosts.*',
  'services.nginx.virtualHosts.*',
  'services.nginx.virtualHosts.*.locations.*',
  'services.restic.backups.*',
  'systemd.*.*',
  'systemd.network.*.*',
  'systemd.user.*.*',
  'users.groups.*',
  'users.users.*',
  'virtualisation.oci-containers.containers.*',
];

type Pattern = readonly ((name: string) => boolean)[];

function patternOf(text: string): Pattern {
  return text.split('.').map(nameTest);
}

function nameTest(part: string): (name: string) => boolean {
  if (part === '*') return () => true;
  const [start = '', end] = part.split('*');
  return end === undefined ? (name) => name === part : (name) => name.startsWith(start) && name.endsWith(end);
}

function matches(pattern: Pattern, path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((test, index) => test(path[index] ?? ''));
}

interface Row {
  readonly pattern: Pattern;
  readonly rule: StructuralRule;
}

/** The rows by the first name of their paths, which is never a pattern. */
function tableOf(
  ...groups: readonly (readonly [readonly string[], StructuralRule])[]
): ReadonlyMap<string, readonly Row[]> {
  const rows = new Map<string, Row[]>();
  for (const [texts, rule] of groups) {
    for (const text of texts) {
      const [first = ''] = text.split('.', 1);
      const row = { pattern: patternOf(text), rule };
      const known = rows.get(first);
      if (known === undefined) rows.set(first, [row]);
      else known.push(row);
    }
  }
  return rows;
}

const table = tableOf(
  [lines, { kind: 'text', separator: '\n' }],
  [commas, { kind: 'text', separator: ',' }],
  [words, { kind: 'text', separator: ' ' }],
  [gathered, { kind: 'gathered' }],
);

/** How several definitions of the option of a machine at this path merge; undefined where their values say it. */
export function nixosRule(path: readonly string[]): StructuralRule | undefined {
  return table.get(path[0] ?? '')?.find(({ pattern }) => matches(pattern, path))?.rule;
}

const entryPatterns = collections.map(patternOf);

/** Whether an entry of a collection of NixOS stands at this path: a user, a unit of systemd, a virtual host. */
export function isNixosEntry(path: readonly string[]): boolean {
  return entryPatterns.some((pattern) => matches(pattern, path));
}
