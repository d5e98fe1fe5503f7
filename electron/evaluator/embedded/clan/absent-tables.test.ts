/** Modules that name people and platforms of nixpkgs, in previews without nixpkgs. */
import { expect, test } from 'vitest';
import type { MachinePreview, PreviewNode } from '../../../../shared/clan/evaluation';
import { memoryClan } from './testing/memory-clan';

const files = {
  'clan.nix': `{
  meta.name = "people";
  machines.one = { lib, ... }: {
    meta.maintainers = with lib.maintainers; [ jane lib.maintainers.joe ] ++ lib.teams.clan.members;
    nixpkgs.crossSystem = lib.systems.examples.aarch64-multiplatform;
    contact = "mailto:\${lib.maintainers.jane.email}";
    gcc = lib.systems.architectures.features.skylake;
    linux = lib.elem "x86_64-linux" lib.platforms.linux;
  };
}
`,
};

/** The leaves of the options that the clan's own module sets: `path = text`. */
function leaves(node: PreviewNode, path: readonly string[] = []): readonly string[] {
  if (node.children === undefined) return [`${path.join('.')} = ${node.text}`];
  return node.children.flatMap((child) => leaves(child, [...path, child.name]));
}

function previewOf(options: Parameters<typeof memoryClan>[1]): MachinePreview {
  const result = memoryClan(files, options).session.machinePreview('one');
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

const expected = [
  'contact = "mailto:«lib.maintainers.jane.email»"',
  'gcc = «lib.systems.architectures.features.skylake»',
  'linux = true',
  'meta.maintainers = [ «lib.maintainers.jane» «lib.maintainers.joe» «lib.teams.clan.members» ]',
  'nixpkgs.crossSystem = «lib.systems.examples.aarch64-multiplatform»',
];

test('people and platforms of nixpkgs are values that only system Nix knows', () => {
  const { root, diagnostics } = previewOf({});
  expect(root === null ? [] : leaves(root)).toEqual(expect.arrayContaining(expected));
  expect(diagnostics).toEqual([]);
});
