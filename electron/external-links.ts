/** Which links may leave the app. READMEs of services are untrusted text, so it is a short list. */

const hosts = [
  'clan.lol',
  'docs.clan.lol',
  'git.clan.lol',
  'nixos.org',
  'search.nixos.org',
  'nix.dev',
  'github.com',
];

/** Whether `url` is https and leads to a host that is on the list. */
export function isAllowedLink(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.protocol !== 'https:') return false;
  return (
    hosts.includes(parsed.hostname) && parsed.username === '' && parsed.password === '' && parsed.port === ''
  );
}
