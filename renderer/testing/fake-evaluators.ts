/** What main says of the evaluators in each state that the window has to show. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { MachinePreview, PreviewNode } from '../../shared/clan/evaluation';
import type { EvaluatorsState } from '../../shared/contract';

const found: EvaluatorsState = {
  choice: 'auto',
  program: { version: '2.26.3', label: '~/.nix-profile/bin/nix' },
  evalJobs: '2.26.0',
  mayFetch: false,
  nix: { kind: 'waiting' },
  diagnostics: [],
  answers: 0,
};

const missing: Diagnostic = {
  code: 'system-nix.missing',
  severity: 'error',
  message: 'There is no nix on this machine.',
  hint: 'Install it from nixos.org, or go on with the embedded evaluator.',
};

const offline: Diagnostic = {
  code: 'system-nix.input-missing',
  severity: 'error',
  message: 'The input nixpkgs is not on this machine.',
  hint: 'Allow Nix to fetch it.',
  input: 'nixpkgs',
};

const disagreement: Diagnostic = {
  code: 'system-nix.disagreement',
  severity: 'warning',
  message: 'services.backup-server.quota is "500G" for the embedded evaluator and "1T" for Nix.',
  hint: 'Nix is right. Please report it.',
  target: { kind: 'machine', machine: 'borealis', option: ['services', 'backup-server', 'quota'] },
};

const untracked: Diagnostic = {
  code: 'system-nix.untracked-file',
  severity: 'error',
  message: 'services/mesh/default.nix is not tracked by git, so Nix does not see it.',
  span: { path: 'services/mesh/default.nix', line: 1, column: 1 },
  fix: { kind: 'git-intent-to-add', paths: ['services/mesh/default.nix'] },
};

const answered = { kind: 'answered', revision: 1_000_000, milliseconds: 2_400, differences: 0 } as const;

export const fakeEvaluators = {
  embedded: { ...found, choice: 'embedded', nix: { kind: 'unused' } },
  looking: { ...found, program: null, evalJobs: null, nix: { kind: 'looking' } },
  unavailable: {
    ...found,
    program: null,
    evalJobs: null,
    nix: { kind: 'unavailable', problem: missing },
  },
  waiting: found,
  working: { ...found, nix: { kind: 'working', progress: null } },
  downloading: {
    ...found,
    mayFetch: true,
    nix: { kind: 'working', progress: 'downloading nixpkgs … 12 MiB' },
  },
  offline: { ...found, nix: { kind: 'needs-network', problem: offline } },
  failed: { ...found, nix: { kind: 'failed', diagnostics: [untracked] } },
  confirmed: { ...found, nix: answered, answers: 1 },
  differs: {
    ...found,
    nix: { ...answered, differences: 1 },
    diagnostics: [disagreement],
    answers: 1,
  },
  alone: { ...found, choice: 'nix', nix: answered },
  aloneWithoutNix: {
    ...found,
    choice: 'nix',
    program: null,
    nix: { kind: 'unavailable', problem: missing },
  },
} as const satisfies Record<string, EvaluatorsState>;

/** A preview with what system Nix says in the given state. */
export function previewInState(preview: MachinePreview, { choice, nix }: EvaluatorsState): MachinePreview {
  if (nix.kind !== 'answered' || preview.root === null) return preview;
  if (choice === 'nix') return { ...preview, evaluator: 'nix', root: withLeftOut(preview.root) };
  return { ...preview, root: marked(preview.root, nix.differences > 0) };
}

/** Of a machine of real NixOS, Nix answers only what is looked into. */
function withLeftOut(root: PreviewNode): PreviewNode {
  const boot: PreviewNode = { name: 'boot', kind: 'set', text: '{ … }', sources: [], isPartial: true };
  return { ...root, children: [boot, ...(root.children ?? [])] };
}

function marked(node: PreviewNode, hasDifference: boolean): PreviewNode {
  if (node.children !== undefined) {
    return { ...node, children: node.children.map((child) => marked(child, hasDifference)) };
  }
  if (hasDifference && node.name === 'quota') return { ...node, nix: { kind: 'differs', text: '"1T"' } };
  if (node.name === 'mara') return { ...node, evaluator: 'nix' };
  return { ...node, nix: { kind: 'agrees' } };
}
