/**
 * A program that behaves as nix-eval-jobs 2.31 does on the command line and on its output, as far as this app sees it,
 * with the real `nix eval` behind it. Nobody packages the real one for Debian, where the tests run.
 */

/** What 2.31 prints for `--help`, shortened to the options that are looked for. */
export const evalJobsHelp = `USAGE: nix-eval-jobs [options] expr

  --apply                Apply provided Nix function to each derivation.
  --flake                build a flake
  --max-memory-size      maximum evaluation memory size in megabyte
  --no-instantiate       don't instantiate (write) derivations, only evaluate (faster)
  --option               Set the Nix configuration setting *name* to *value*
  --override-input       Override a specific flake input
  --select               Apply provided Nix function to transform the evaluation root.
  --workers              number of evaluate workers
`;

/** The source of the program. `nix`: the real one; `log`: where each call's arguments are noted, one line of JSON each. */
export function evalJobsSource(nix: string, log: string): string {
  return `#!/usr/bin/env node
const { spawnSync } = require('node:child_process');
const { appendFileSync } = require('node:fs');
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + '\\n');
if (args.includes('--help')) {
  process.stdout.write(${JSON.stringify(evalJobsHelp)});
  process.exit(0);
}
const takesOne = ['--select', '--apply', '--workers', '--max-memory-size', '--log-format'];
const given = {};
const passed = [];
let flake;
for (let index = 0; index < args.length; index++) {
  const word = args[index];
  if (takesOne.includes(word)) given[word] = args[++index];
  else if (word === '--option' || word === '--override-input') passed.push(word, args[++index], args[++index]);
  else if (word === '--flake' || word === '--no-instantiate') given[word] = true;
  else if (word.startsWith('-')) fail('unrecognised flag ' + word);
  else flake = word;
}
if (!given['--flake'] || flake === undefined) fail('no expression specified');
// Registries are off in this program.
if (!flake.startsWith('path:')) fail('cannot find flake ' + flake + ' in the flake registries');
function nixEval(apply) {
  const features = ['--option', 'extra-experimental-features', 'nix-command flakes'];
  return spawnSync(${JSON.stringify(nix)}, [...features, 'eval', '--json', flake, '--apply', apply, ...passed, '--no-write-lock-file'], { encoding: 'utf8', maxBuffer: 1 << 28 });
}
function fail(text) {
  process.stderr.write('error: ' + text + '\\n');
  process.exit(1);
}
const names = nixEval('x: builtins.attrNames ((' + given['--select'] + ') x)');
if (names.status !== 0) fail(names.stderr);
for (const attr of JSON.parse(names.stdout)) {
  const job = '((' + given['--select'] + ') x).' + attr;
  const drv = nixEval('x: let job = ' + job + '; in if job.type == "derivation" then { inherit (job) name drvPath; outputs.out = job.outPath; system = job.system; } else null');
  const found = drv.status === 0 ? JSON.parse(drv.stdout) : null;
  if (drv.status === 0 && found === null) continue;
  const extra = nixEval('x: (' + given['--apply'] + ') ' + job);
  const line = { attr, attrPath: [attr] };
  if (extra.status !== 0) Object.assign(line, { error: extra.stderr });
  else Object.assign(line, found, { extraValue: JSON.parse(extra.stdout) });
  process.stdout.write(JSON.stringify(line) + '\\n');
}
`;
}
