/** What Nix says went wrong, as diagnostics: code, sentence, file and line in the clan, the trace folded, what to do. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic, SourceSpan, TraceFrame } from '../../../shared/base/diagnostic';
import { isInside, relativeTo } from '../../../shared/base/posix-path';
import { isMark } from './failure-place';
import type { NixMessage, NixPlace } from './nix-messages';
import type { NixOutcome } from './nix-process';
import type { SourceTree } from './staging';
import { systemNixError } from './system-nix-error';
import type { SystemNixCode } from './system-nix-error';

/** Which folders and inputs the paths in Nix's answers stand for. */
export interface PathNames {
  /** The clan's folder; places inside are shown relative to it. */
  readonly directory: string;
  /** The root of its tree. */
  readonly root: string;
  /** What stands for what, most specific first. */
  readonly places: readonly (readonly [from: string, to: string])[];
}

/** Text with the names that people know in place of store paths. */
export function withKnownNames(text: string, { places }: PathNames): string {
  let named = text;
  for (const [from, to] of places) named = named.replaceAll(from, to);
  return named;
}

const maxTrace = 40;

/** Every outcome but an answer or a cancellation, in words. Never empty. */
export function outcomeDiagnostics(
  outcome: Exclude<NixOutcome, { readonly kind: 'done' | 'cancelled' }>,
  names: PathNames,
  tree: SourceTree | null = null,
): readonly Diagnostic[] {
  switch (outcome.kind) {
    case 'failed':
      return [failureDiagnostic(outcome, names, tree)];
    case 'timeout':
      return [
        systemNixError(
          'system-nix.timeout',
          `Nix did not finish within ${Math.round(outcome.milliseconds / 1_000)} s and was stopped.`,
          { hint: 'Evaluate fewer machines at once, or look for a module that loops.' },
        ),
      ];
    case 'too-large':
      return [
        systemNixError('system-nix.too-large', 'Nix answered with more data than this app takes.', {
          hint: 'Ask for a part of it (--attr).',
        }),
      ];
    case 'missing':
      return [
        systemNixError('system-nix.missing', `${outcome.program} cannot be started any more.`, {
          hint: 'Was Nix removed or updated just now? Open the clan again.',
        }),
      ];
  }
}

/** What Nix warned about, without what it always says. */
export function warningDiagnostics(messages: readonly NixMessage[], names: PathNames): readonly Diagnostic[] {
  return messages
    .filter(({ level, text }) => level === 'warning' && !usualWarning.test(text))
    .map(({ text }) =>
      systemNixError('system-nix.warning', withKnownNames(text, names).trim(), { severity: 'warning' }),
    );
}

/** Said by every run of ours: the lock file is left alone, flakes are experimental, dirty trees are the point. */
const usualWarning =
  /not writing modified lock file|Git tree .* is dirty|unknown setting|ignoring untrusted|is deprecated|you don't have Internet access|flake settings|not running as trusted|disabled because of|Using saved setting/i;

function failureDiagnostic(
  { messages, code, signal }: Extract<NixOutcome, { readonly kind: 'failed' }>,
  names: PathNames,
  tree: SourceTree | null,
): Diagnostic {
  if (signal !== null) return crash(signal);
  const error = messages.findLast(({ level }) => level === 'error') ?? messages.at(-1);
  if (error === undefined) {
    return systemNixError('system-nix.broken', `Nix ended with code ${String(code)} and said nothing.`);
  }
  const known = knownFailure(error.text, names, tree);
  // Our own marks are read and taken out by whoever set them.
  const steps = error.trace.filter((step, index) => index < maxTrace || isMark(step.message));
  const frames = steps.map((step): TraceFrame => ({
    message: withKnownNames(step.message, names),
    ...(step.place === null ? {} : { span: spanOf(step.place, names) }),
  }));
  const span = ownPlace(error, names);
  return {
    ...(known ?? evaluationFailure(withKnownNames(error.text, names))),
    ...(span === undefined ? {} : { span }),
    ...(frames.length === 0 ? {} : { trace: frames }),
  };
}

/** Ended by the system. Whatever it said before has nothing to do with that. */
function crash(signal: string): Diagnostic {
  if (signal === 'SIGKILL') {
    return systemNixError('system-nix.memory', 'Nix was killed, most likely because memory ran out.', {
      hint: 'Close what else needs memory, or preview one machine at a time.',
    });
  }
  return systemNixError('system-nix.broken', `Nix crashed (${signal}).`, {
    hint: 'Look for a value without end, which older versions do not survive; or try a newer Nix.',
  });
}

/** The place of the error itself, or, when that lies outside, the innermost place in the clan that led there. */
function ownPlace(error: NixMessage, names: PathNames): SourceSpan | undefined {
  const places = [error.place, ...error.trace.map((step) => step.place)].filter((place) => place !== null);
  const isOurs = (place: NixPlace): boolean => isInside(withKnownNames(place.file, names), names.directory);
  const chosen = places.find(isOurs) ?? error.place ?? undefined;
  return chosen === undefined ? undefined : spanOf(chosen, names);
}

function spanOf(place: NixPlace, names: PathNames): SourceSpan {
  const file = withKnownNames(place.file, names);
  return { path: relativeTo(file, names.directory), line: place.line, column: place.column };
}

/** The codes of the embedded evaluator for what Nix says in its own words. */
const evaluationCodes: readonly (readonly [RegExp, string])[] = [
  [/^syntax error/, 'nix.parse'],
  [/^undefined variable/, 'nix.undefined-variable'],
  [/^attribute '.*' missing/, 'nix.missing-attribute'],
  [/called without required argument/, 'nix.missing-argument'],
  [/called with unexpected argument/, 'nix.unexpected-argument'],
  [/^assertion '/, 'nix.assertion'],
  [/^evaluation aborted/, 'nix.abort'],
  [/infinite recursion/, 'nix.infinite-recursion'],
  [/stack overflow/, 'nix.stack-overflow'],
  [/division by zero/, 'nix.division-by-zero'],
  [/^(value is|expected a|cannot (coerce|convert|compare|add))/, 'nix.type'],
  [/^(opening file|getting status of|path '.*' does not exist)/, 'nix.io'],
  [/^access to .* is forbidden/, 'nix.restricted'],
];

function evaluationFailure(text: string): Diagnostic {
  const code = evaluationCodes.find(([pattern]) => pattern.test(text))?.[1] ?? 'nix.throw';
  return { code, severity: 'error', message: text };
}

/** Failures that come from around the evaluation, each with what to do about it. */
function knownFailure(text: string, names: PathNames, tree: SourceTree | null): Diagnostic | undefined {
  const shown = withKnownNames(text, names);
  const untracked = untrackedFile(text, names, tree);
  if (untracked !== undefined) return untracked;
  const found = knownFailures.find(([pattern]) => pattern.test(text));
  if (found === undefined) return undefined;
  const [, code, message, hint] = found;
  const firstLine = shown.split('\n')[0] ?? shown;
  return systemNixError(code, message === null ? firstLine : `${message}: ${firstLine}`, { hint });
}

const knownFailures: readonly (readonly [RegExp, SystemNixCode, string | null, string])[] = [
  [
    /unable to download|cannot fetch|Couldn't (resolve|connect)|Could not (resolve|connect)|Failed to fetch|program 'git' failed|cannot find flake '|unable to access|transport '.*' not allowed/i,
    'system-nix.input-missing',
    'An input of the flake is not on this machine',
    'Nothing is fetched without being asked. Allow the download once, or run “nix flake archive” in the clan’s folder.',
  ],
  [
    /unsupported \S+ input attribute|unsupported input attribute|unsupported version '?\d+'? of lock|lock file .* has unsupported version|input attribute '.*' is not supported/i,
    'system-nix.too-old',
    'This Nix is older than the one that wrote flake.lock, and cannot read it',
    'Install a newer Nix: this one reads only what lock files of its own time may hold.',
  ],
  [
    /NAR hash mismatch|mismatch in field 'narHash'|hash mismatch in/i,
    'system-nix.input-changed',
    'An input is not what flake.lock says',
    'Update the lock file with “nix flake update” once you know why it changed.',
  ],
  [
    /allow-import-from-derivation|cannot build .* during evaluation/i,
    'system-nix.needs-build',
    'The flake has to build something in order to be evaluated, and nothing is built here',
    'Take out the import from a derivation, or evaluate this clan in a terminal.',
  ],
  [
    /does not provide attribute/,
    'system-nix.no-output',
    null,
    'flake.nix must hand on clan, clanInternals, nixosConfigurations and darwinConfigurations of what lib.clan gives.',
  ],
  [
    /^(cannot connect to (daemon|socket)|cannot open connection to|creating directory '\/nix|opening lock file '|the user '.*' is not|.*permission denied.*\/nix\/|.*database .*(readonly|locked|disk))/i,
    'system-nix.store',
    'Nix cannot use its store',
    'Is the Nix daemon running, and is your user allowed to use it? “nix doctor” tells more.',
  ],
  [
    /out of memory|^std::bad_alloc/,
    'system-nix.memory',
    'Nix took more memory than it was given',
    'Preview one machine at a time, or look for a value without end.',
  ],
];

/**
 * A file that is on disk and not in git: Nix says that it does not exist (older versions) or that it is not tracked
 * (newer ones). It is the most common surprise with flakes, so it is recognised either way.
 */
function untrackedFile(text: string, names: PathNames, tree: SourceTree | null): Diagnostic | undefined {
  const { files } = tree ?? { files: null };
  if (
    files === null ||
    !/does not exist|no such file|not tracked by git|getting status of|opening file/i.test(text)
  ) {
    return undefined;
  }
  for (const [, quoted = ''] of withKnownNames(text, names).matchAll(/['‘"](\/?[^'’"]+)['’"]/g)) {
    const file = path.resolve(names.root, quoted);
    const relative = relativeTo(file, names.root);
    const isMissing = !isInside(file, names.root) || files.some((known) => isInside(known, relative));
    if (isMissing || !existsSync(file)) continue;
    const shown = relativeTo(file, names.directory);
    const isOfClan = isInside(file, names.directory);
    return systemNixError(
      'system-nix.untracked-file',
      `${shown} is not tracked by git, so Nix does not see it.`,
      {
        hint: `Add it with “git add --intent-to-add ${shown}”; its content need not be staged.`,
        span: { path: shown, line: 1, column: 1 },
        ...(isOfClan ? { fix: { kind: 'git-intent-to-add', paths: [shown] } } : {}),
      },
    );
  }
  return undefined;
}
