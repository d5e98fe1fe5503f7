/**
 * The files that the expected results of `store/testdata` and `flake/testdata` were made from, by Nix 2.26.3 with a
 * store that it may write to and all experimental features. Store paths depend on every byte: change nothing here
 * without making those results again.
 */
import type { TreeEntry } from './tree-io';

const lockFile = `{
  "nodes": {
    "a": {
      "locked": {
        "lastModified": 1700000000,
        "narHash": "sha256-nL4gOv/b1dXEaWmnpRZDrcsGxM6eVE9pdLC+bRYaDis=",
        "path": "/tmp/flakes/flk/sub",
        "type": "path"
      },
      "original": {
        "path": "/tmp/flakes/flk/sub",
        "type": "path"
      }
    },
    "b": {
      "inputs": {
        "b": [
          "a"
        ]
      },
      "locked": {
        "lastModified": 1700000000,
        "narHash": "sha256-YBks6y4tDqzLhISrJ5DaNx4YZHufZo1To7M+3rKf/TY=",
        "path": "/tmp/flakes/nested/a",
        "type": "path"
      },
      "original": {
        "path": "/tmp/flakes/nested/a",
        "type": "path"
      }
    },
    "root": {
      "inputs": {
        "a": "a",
        "b": "b",
        "c": [
          "b",
          "b"
        ]
      }
    }
  },
  "root": "root",
  "version": 7
}
`;

/** The files, by path. */
export const flakeTree: Readonly<Record<string, TreeEntry>> = {
  '/tmp/flakes/absf/flake.nix':
    '{ inputs.inner.url = "path:./inner"; outputs = { self, inner }: { x = inner.x + 1; }; }\n',
  '/tmp/flakes/absf/inner/flake.nix': '{ outputs = _: { x = 41; }; }\n',
  '/tmp/flakes/flk/flake.nix': `{ inputs.sub.url = "path:./sub"; inputs.nof = { url = "path:./nof"; flake = false; }; inputs.abs.url = "path:/tmp/flakes/absf"; inputs.foll.follows = "abs/inner";
  outputs = { self, sub, nof, abs, foll }: { x = 1; y = sub.x; z = builtins.readFile "\${nof}/t"; }; }
`,
  '/tmp/flakes/flk/nof/t': 't\n',
  '/tmp/flakes/flk/sub/flake.nix': '{ outputs = { self }: { x = 2; }; }\n',
  '/tmp/flakes/locked/flake.lock': lockFile,
  '/tmp/flakes/locked/flake.nix': `{ inputs = { a.url = "path:/tmp/flakes/flk/sub"; b = { url = "path:/tmp/flakes/nested/a"; inputs.b.follows = "a"; }; c.follows = "b/b"; };
  outputs = { self, a, b, c }: { }; }
`,
  '/tmp/flakes/locked/deep/flake.nix': '{ outputs = { self }: { x = 7; }; }\n',
  '/tmp/flakes/nested/flake.nix': `{ inputs = { a = { url = "path:./a"; inputs.b.url = "path:./b"; }; b.url = "path:./b"; d = { url = "path:./a"; inputs.b.follows = "b"; }; };
  outputs = { self, a, b, d }: { }; }
`,
  '/tmp/flakes/nested/a/flake.nix':
    '{ inputs.b.url = "path:/tmp/flakes/flk/sub"; outputs = { self, b }: { y = b.x; }; }\n',
  '/tmp/flakes/nested/b/flake.nix': '{ outputs = { self }: { x = 99; }; }\n',
  '/tmp/flakes/tree/.hid': 'h\n',
  '/tmp/flakes/tree/a.nix': 'import ./sub/b.nix\n',
  '/tmp/flakes/tree/dangling': { link: 'nowhere' },
  '/tmp/flakes/tree/dirlink': { link: 'sub' },
  '/tmp/flakes/tree/exec': { program: Uint8Array.of(35, 33, 47, 98, 105, 110, 47, 115, 104, 10, 255) },
  '/tmp/flakes/tree/link': { link: 'exec' },
  '/tmp/flakes/tree/zero': '',
  '/tmp/flakes/tree/é': 'u\n',
  '/tmp/flakes/tree/empty': { folder: true },
  '/tmp/flakes/tree/sub/b.nix': '3\n',
  '/tmp/flakes/tree/sub/x y': 'hi\n',
  '/tmp/flakes/tree/sub/deep/er/f': 'e\n',
};
