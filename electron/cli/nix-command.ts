/** `clan-inventory nix`: evaluates or parses Nix and prints the result as `nix-instantiate --eval` does. */
import process from 'node:process';
import {
  NixError,
  autoCall,
  coerceToString,
  createInterpreter,
  forceDeep,
  nativeSearchPath,
  nixVersion,
  printError,
  printValue,
  resolvePath,
  runWithBudget,
  showExpr,
  stringText,
  toJsonText,
  toXml,
} from '../evaluator/in-thread';
import type { Interpreter, NixIo, SearchPathEntry, Slot, Value } from '../evaluator/in-thread';
import { parseNixArguments, type NixArguments } from './nix-arguments';
import { selectAttribute } from './nix-select';
import { nixUsageText } from './nix-usage';

/** Where the command reads and writes. */
export interface NixStreams {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdin: () => string;
}

/** Runs the command; the exit code is 0, or 1 when anything failed, wrong usage too: that of `nix-instantiate`. */
export function runNixCommand(argv: readonly string[], streams: NixStreams, io: NixIo): number {
  const parsed = parseNixArguments(argv);
  if (!parsed.ok) {
    streams.stderr(`error: ${parsed.error}\nTry 'clan-inventory nix --help' for more information.\n`);
    return 1;
  }
  const { action, hasFullTrace, maxDepth } = parsed.value;
  if (action === 'help' || action === 'version') {
    streams.stdout(action === 'help' ? nixUsageText : `clan-inventory nix (as Nix ${nixVersion})\n`);
    return 0;
  }
  try {
    const budget = maxDepth === undefined ? {} : { maxDepth };
    runWithBudget(budget, () => new NixRun(parsed.value, streams, io).run());
    return 0;
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    streams.stderr(`${printError(error, { hasFullTrace })}\n`);
    return 1;
  }
}

class NixRun {
  readonly #interpreter: Interpreter;
  readonly #baseDir = process.cwd();

  constructor(
    private readonly args: NixArguments,
    private readonly streams: NixStreams,
    private readonly io: NixIo,
  ) {
    const searchPath = [...this.#diskSearchPath(), ...nativeSearchPath(() => this.#interpreter)];
    const overrides = args.overrides.map(({ input, path }): [string, string] => [
      input,
      resolvePath(this.#baseDir, path),
    ]);
    this.#interpreter = createInterpreter({ io, searchPath, overrides: Object.fromEntries(overrides) });
  }

  run(): void {
    const { action, inputs, isExpression } = this.args;
    if (action === 'find-file') {
      for (const input of inputs) this.streams.stdout(`${this.#interpreter.findFile(input)}\n`);
      return;
    }
    const argumentSlots = this.#argumentSlots();
    const isDefault = inputs.length === 0 && !isExpression;
    for (const input of isDefault ? ['./default.nix'] : inputs) {
      if (action === 'parse') this.#printParsed(input);
      else this.#printResults(this.#evaluate(input), argumentSlots);
    }
  }

  /** `-I` entries come before those of `NIX_PATH`. */
  #diskSearchPath(): SearchPathEntry[] {
    const fromEnvironment = this.io
      .getEnv('NIX_PATH')
      .split(':')
      .filter((entry) => entry !== '');
    return [...this.args.searchPath, ...fromEnvironment].map((entry) => {
      const equals = entry.indexOf('=');
      const prefix = equals < 0 ? '' : entry.slice(0, equals);
      return { kind: 'path', prefix, path: resolvePath(this.#baseDir, entry.slice(equals + 1)) };
    });
  }

  #argumentSlots(): ReadonlyMap<string, Slot> {
    const slots = new Map<string, Slot>();
    for (const { name, text, isString } of this.args.arguments) {
      slots.set(name, isString ? text : this.#text(text, '«string»'));
    }
    return slots;
  }

  #text(text: string, label: string): Value {
    return this.#interpreter.evalText(text, { baseDir: this.#baseDir, label });
  }

  #fileOf(input: string): string {
    const searched = /^<(.+)>$/.exec(input)?.[1];
    return searched === undefined ? resolvePath(this.#baseDir, input) : this.#interpreter.findFile(searched);
  }

  /** The text of an input that is no file, with its name; undefined for a file. */
  #textOf(input: string): { readonly text: string; readonly label: string } | undefined {
    if (input === '-') return { text: this.streams.stdin(), label: '«stdin»' };
    return this.args.isExpression ? { text: input, label: '«string»' } : undefined;
  }

  #evaluate(input: string): Value {
    const given = this.#textOf(input);
    if (given !== undefined) return this.#text(given.text, given.label);
    return this.#interpreter.evalFile(this.#fileOf(input));
  }

  #printParsed(input: string): void {
    const given = this.#textOf(input);
    const { expr, baseDir } =
      given === undefined
        ? this.#interpreter.parseFile(this.#fileOf(input))
        : {
            expr: this.#interpreter.parseText(given.text, { baseDir: this.#baseDir, label: given.label }),
            baseDir: this.#baseDir,
          };
    this.#interpreter.checkVariables(expr);
    this.streams.stdout(`${showExpr(expr, { baseDir, homeDir: this.io.getEnv('HOME') })}\n`);
  }

  #printResults(root: Value, argumentSlots: ReadonlyMap<string, Slot>): void {
    const paths = this.args.attributes.length > 0 ? this.args.attributes : [''];
    for (const path of paths) {
      const selected = selectAttribute(root, path, argumentSlots);
      const value = argumentSlots.size === 0 ? selected : autoCall(selected, argumentSlots);
      this.streams.stdout(this.#format(value));
    }
  }

  #format(value: Value): string {
    const { isStrict, format, hasPositions } = this.args;
    const copyToStore = (path: string) => this.#interpreter.copyToStore(path);
    switch (format) {
      case 'json':
        return `${toJsonText(value, { pathToString: copyToStore, isLazy: !isStrict })}\n`;
      case 'xml':
        if (isStrict) forceDeep(value);
        return toXml(value, { isStrict, hasPositions });
      case 'raw':
        return this.#rawText(value);
      case 'nix':
        return `${printValue(value, { isStrict })}\n`;
    }
  }

  #rawText(value: Value): string {
    const pathToString = (path: string) => this.#interpreter.copyToStore(path);
    try {
      return stringText(coerceToString(value, { pathToString }));
    } catch (error) {
      if (error instanceof NixError && error.kind === 'type')
        error.addFrame('while generating the nix-instantiate output');
      throw error;
    }
  }
}
