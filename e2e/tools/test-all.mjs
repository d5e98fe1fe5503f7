/**
 * `npm test`: builds, runs the unit tests with the conformance cases, compares the evaluator with a real Nix where
 * there is one, then runs the end-to-end specs, and closes with the names of what was skipped and the sums of all of them
 * alone on a line. A runner that could not even start counts as one failure.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'node_modules/.bin');
const reports = mkdtempSync(path.join(tmpdir(), 'clan-editor-tests-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
/** `file: test`, whatever kept it from running. */
const skippedNames = [];

function run(program, args) {
  return spawnSync(path.join(bin, program), args, { cwd: root, stdio: 'inherit' }).status === 0;
}

function runTests(name, args) {
  runCounted(name, (report) =>
    run('vitest', ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]),
  );
}

/** A script of ours that can write its counts as vitest does. */
function runScript(name, script, args) {
  runCounted(name, (report) => {
    const command = ['e2e/tools/run-script.mjs', script, ...args, '--report', report];
    return spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' }).status === 0;
  });
}

function runCounted(name, start) {
  console.log(`\n== ${name}`);
  const report = path.join(reports, `${name}.json`);
  const isFine = start(report);
  const failedBefore = totals.failed;
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    totals.passed += counts.numPassedTests;
    totals.failed += counts.numFailedTests;
    totals.skipped += counts.numPendingTests + counts.numTodoTests;
    skippedNames.push(...namesOfSkipped(counts.testResults ?? []));
  } catch (error) {
    console.error(`${name}: no report (${error instanceof Error ? error.message : error})`);
  }
  // A file that does not load, or an error between tests, fails the run without a failed test.
  if (!isFine && totals.failed === failedBefore) totals.failed += 1;
}

function namesOfSkipped(files) {
  return files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => `${path.relative(root, name)}: ${fullName}`),
  );
}

console.log('== build');
if (
  spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  }).status === 0
) {
  runTests('unit', []);
  runScript('differential', 'e2e/nix-differential.ts', []);
  runTests('end-to-end', ['--config', 'vitest.e2e.config.ts']);
} else {
  console.error('the build failed');
  totals.failed += 1;
}
rmSync(reports, { recursive: true, force: true });

if (skippedNames.length > 0) console.log(['\n== skipped', ...skippedNames].join('\n'));
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;
