import type { NixProgress } from '../system-nix';

const mebibyte = 1024 * 1024;

/** What Nix is doing, in the words of the status bar. */
export function progressWords(progress: NixProgress): string {
  switch (progress.kind) {
    case 'evaluating':
      return 'evaluating';
    case 'copying':
      return 'copying';
    case 'downloading': {
      const size = progress.bytes / mebibyte;
      const words = size < 0.1 ? '' : ` ${size < 10 ? size.toFixed(1) : size.toFixed(0)} MiB`;
      return `downloading ${sourceName(progress.url)} …${words}`;
    }
  }
}

/** The repository, or else the host: the rest of an address is hashes. */
function sourceName(url: string): string {
  const [, repository] =
    /(?:github\.com\/(?:repos\/)?|gitlab\.com\/(?:api\/v4\/projects\/)?|codeberg\.org\/|git\.clan\.lol\/)[^/]+\/([^/?#]+)/.exec(
      url,
    ) ?? [];
  if (repository !== undefined) return repository.replace(/\.git$/, '');
  const [, host] = /^[a-z0-9+]+:\/\/([^/:]+)/i.exec(url) ?? [];
  return host === undefined ? 'sources' : `from ${host}`;
}
