/**
 * npm run test:nix-fuzz [-- COUNT [SEED]]: gives the Nix parser broken programs, 100,000 unless told, and fails when it
 * answers one with anything but a tree or an error that says where.
 */
import { fuzzParser } from '../electron/evaluator/embedded/nix/testing/fuzz-parser';
import { corpus } from '../electron/evaluator/embedded/nix/testing/nix-files';

const defaultCount = 100_000;
const shownInput = 600;

function countOf(argument: string | undefined, fallback: number): number {
  if (argument === undefined) return fallback;
  const count = Number(argument);
  if (!Number.isSafeInteger(count) || count < 0) throw new Error(`not a number of inputs: ${argument}`);
  return count;
}

export function main([count, seed]: readonly string[]): void {
  const [first, ...rest] = corpus().map((file) => file.text);
  if (first === undefined) throw new Error('there are no Nix files to start from');
  const inputs = countOf(count, defaultCount);
  const report = fuzzParser({
    texts: [first, ...rest],
    inputs,
    seed: countOf(seed, 1),
    onProgress: (done) => {
      if (done % 10_000 === 0) console.log(`${done} of ${inputs}`);
    },
  });
  for (const { input, reason } of report.failures.slice(0, 5)) {
    console.error(`${reason}\n  ${JSON.stringify(input).slice(0, shownInput)}`);
  }
  console.log(
    `${report.inputs} inputs: ${report.parsed} parsed, ${report.refused} refused, ${report.failures.length} broken`,
  );
  if (report.failures.length > 0) throw new Error('the parser broke');
}
