/** Feeds broken Nix to the parser and looks whether it ever answers with anything but a tree or an error of Nix. */
import { NixError } from '../errors';
import { runWithBudget } from '../eval/budget';
import { printError } from '../print/print-error';
import { showExpr } from '../print/show-expr';
import { SourceFile } from '../source/source-file';
import { parseSyntax, printSource } from '../syntax/syntax-tree';
import { tokenize } from '../syntax/lexer';
import { leavesOf } from '../syntax/trivia';
import { mutate } from './mutate';
import { Random } from './random';

/** How long the parser may take for one input, in milliseconds of CPU time or, on a busy machine, of waiting. */
const longest = 20_000;

/** What came of a run. */
export interface FuzzReport {
  readonly inputs: number;
  /** How many were Nix all the same. */
  readonly parsed: number;
  /** How many were refused with an error of Nix. */
  readonly refused: number;
  /** Inputs that broke something, with what it was. */
  readonly failures: readonly { readonly input: string; readonly reason: string }[];
}

export interface FuzzOptions {
  readonly texts: readonly [string, ...string[]];
  readonly inputs: number;
  readonly seed: number;
  /** Is told how many inputs are done, every thousand. */
  readonly onProgress?: (done: number) => void;
}

/** Runs the parser on mutated texts. The same options give the same inputs. */
export function fuzzParser({ texts, inputs, seed, onProgress }: FuzzOptions): FuzzReport {
  const random = new Random(seed);
  const failures: { input: string; reason: string }[] = [];
  let parsed = 0;
  for (let done = 1; done <= inputs; done++) {
    const input = mutate(texts, random);
    const started = performance.now();
    const answer = tryParser(input);
    const took = performance.now() - started;
    if (took > longest) failures.push({ input, reason: `took ${Math.round(took)} ms` });
    else if (answer.kind === 'broken') failures.push({ input, reason: answer.reason });
    else if (answer.kind === 'parsed') parsed++;
    if (done % 1_000 === 0) onProgress?.(done);
  }
  return { inputs, parsed, refused: inputs - parsed - failures.length, failures };
}

type Answer = { readonly kind: 'parsed' | 'refused' } | { readonly kind: 'broken'; readonly reason: string };

/** What the parser, and what builds on it, makes of an input. */
export function tryParser(input: string): Answer {
  const source = new SourceFile('/fuzz/input.nix', input);
  try {
    checkLeaves(source);
    const tree = parseSyntax(source);
    if (printSource(tree) !== input) return { kind: 'broken', reason: 'the tree has another text' };
    showOrRefuse(tree.expr);
    return { kind: 'parsed' };
  } catch (error) {
    return error instanceof NixError ? refusal(error, input) : { kind: 'broken', reason: String(error) };
  }
}

/** Trees can be deeper than the stack; printing one is then refused, as evaluating it would be. */
function showOrRefuse(expr: Parameters<typeof showExpr>[0]): void {
  try {
    runWithBudget({}, () => showExpr(expr, { baseDir: '/fuzz', homeDir: '/home' }));
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
  }
}

function checkLeaves(source: SourceFile): void {
  const tokens = tokenize(source);
  const text = leavesOf(tokens)
    .map((leaf) => source.text.slice(leaf.start, leaf.end))
    .join('');
  const isWhole = tokens.malformed === undefined ? text === source.text : source.text.startsWith(text);
  if (!isWhole) throw new Error('the tokens have another text');
}

/** A refusal must say where, and can be shown. */
function refusal(error: NixError, input: string): Answer {
  const { span, kind } = error;
  if (kind !== 'parse' && kind !== 'duplicate-attribute')
    return { kind: 'broken', reason: `an error of kind ${kind}` };
  const isInside =
    span !== undefined && 0 <= span.start && span.start <= span.end && span.end <= input.length + 1;
  if (!isInside) return { kind: 'broken', reason: 'an error without a place' };
  return printError(error, { hasFullTrace: true }).startsWith('error: ')
    ? { kind: 'refused' }
    : { kind: 'broken', reason: 'an error that cannot be shown' };
}
