/**
 * Which folder may import which: the table of the architecture. A zone says what its files may NOT import. Tests and
 * `testing/` folders may look behind doors.
 */
const zones = [
  zone(
    './shared/base',
    ['./shared/clan', './shared/contract', './electron', './renderer'],
    'base imports nothing',
  ),
  zone('./shared/clan', ['./shared/contract', './electron', './renderer'], 'shared/clan imports base only'),
  zone('./shared/contract', ['./electron', './renderer'], 'the contract belongs to neither process'),
  zone('./electron', ['./renderer'], 'main never imports the window'),
  zone('./renderer', ['./electron'], 'the window never imports main'),

  // Inside the evaluator: nix < lib < modules < schema < clan.
  ...layers('./electron/evaluator/embedded', ['nix', 'lib', 'modules', 'schema', 'clan']),
  // Inside the interpreter: source < syntax < resolve < value < eval < builtins; print reads value.
  ...layers('./electron/evaluator/embedded/nix', [
    'source',
    'syntax',
    'resolve',
    'value',
    'eval',
    'builtins',
  ]),
  zone(
    './electron/evaluator/embedded',
    ['./electron/evaluator/worker', './electron/evaluator/system-nix', './shared/contract'],
    'the embedded evaluator knows nothing of its hosts',
  ),

  // Inside the window: ui < graph, table, forms, preview, review < app; only state and app use the bridge.
  zone(
    './renderer/ui',
    ['graph', 'table', 'forms', 'preview', 'review', 'app', 'state', 'bridge'].map(
      (folder) => `./renderer/${folder}`,
    ),
    'ui knows nothing of clans',
  ),
  ...[
    'graph',
    'table',
    'forms',
    'preview',
    'review',
    'inspector',
    'problems',
    'catalogue',
    'banners',
    'sidebar',
    'settings',
  ].map((folder) =>
    zone(
      `./renderer/${folder}`,
      ['./renderer/app', './renderer/bridge'],
      'the window’s parts know neither shell nor bridge',
    ),
  ),
  zone('./renderer/state', ['./renderer/app'], 'state is below the shell'),
];

/** `index.ts` is a folder's only door from outside; inside, files import each other. */
const mainDoors = {
  regex:
    '^(\\.\\./)+((bundle|clan-directory|cli|host|ipc|settings|window|workspace|embedded|worker|system-nix|confirming)/.|evaluator/(?!in-thread$).)',
  message: 'Come in by the folder’s index.ts.',
};
const nixDoor = { regex: '^(\\.\\./)+nix/.', message: 'Come in by nix/index.ts.' };
const pureCode = { regex: '^(node:|electron$|react)', message: 'No Node, no Electron, no React here.' };
/** Electron's own channels are used in preload and electron/ipc only; everyone else goes through the contract. */
const rawIpc = [
  { name: 'electron', importNames: ['ipcRenderer', 'contextBridge'], message: 'Only preload may use this.' },
];

function zone(target, from, message) {
  return { target, from, message };
}

function layers(root, names) {
  return names.flatMap((name, index) =>
    names
      .slice(index + 1)
      .map((above) => zone(`${root}/${name}`, [`${root}/${above}`], `${name} is below ${above}`)),
  );
}

export const boundaries = [
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
    },
  },
  {
    files: ['shared/**/*.ts', 'electron/evaluator/embedded/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [pureCode, nixDoor] }],
    },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**', 'electron/evaluator/embedded/**', 'electron/preload.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: rawIpc, patterns: [mainDoors] }],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts', '**/*.test.tsx', '**/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(node:|electron$)', message: 'The window has no Node and no Electron.' }] },
      ],
    },
  },
];
