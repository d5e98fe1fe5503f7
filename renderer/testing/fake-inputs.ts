import type { FlakeInput } from '../../shared/clan/flake-inputs';
import type { InputEntry } from '../../shared/contract';

const declared: readonly FlakeInput[] = [
  {
    name: 'clan-core',
    url: 'https://git.clan.lol/clan/clan-core/archive/main.tar.gz',
    known: 'clan-core',
    source: { kind: 'built-in' },
  },
  { name: 'community', url: 'github:example/community', known: null, source: { kind: 'missing' } },
  { name: 'nixpkgs', url: null, known: 'nixpkgs', source: { kind: 'follows', target: 'clan-core/nixpkgs' } },
  { name: 'office', url: 'path:./office', known: null, source: { kind: 'folder', folder: '/clans/office' } },
];

/** The inputs of a flake with one of every kind; those that are overridden stand in `~/src`. */
export function fakeInputs(overridden: ReadonlySet<string>): readonly InputEntry[] {
  return declared.map((input): InputEntry => {
    if (overridden.has(input.name)) {
      const folder = `~/src/${input.name}`;
      return { ...input, source: { kind: 'override', folder }, folderLabel: folder, problem: null };
    }
    const folderLabel = input.source.kind === 'folder' ? input.source.folder : null;
    return { ...input, folderLabel, problem: null };
  });
}
