/** `clan-inventory nix`: evaluates or parses Nix and prints the result as `nix-instantiate --eval` does. */
import process from 'node:process';
import {
  NixError,
  PathValue,
  autoCall,
  createInterpreter,
  forceDeep,
  nativeSearchPath,
  printError,
  printValue,
  resolvePath,
  runWithBudget,
  showExpr,
  toJsonText,
  toXml,
} from '../evaluator/in-thread';
import type { Interpreter, NixIo, SearchPathEntry, Slot, Value } from '../evaluator/in-thread';
import { parseNixArguments, type NixArguments } from './nix-arguments';
import { selectAttribute } from './nix-select';

/** Where the command reads and writes. */
export interface NixStreams {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdin: () => string;
}

/** Runs the command; the exit code is 0, 1 when evaluation failed, 2 when the arguments were not understood. */
export function runNixCommand(argv: readonly string[], streams: NixStreams, io: NixIo): number {
  const parsed = parseNixArguments(argv);
  if (!parsed.ok) {
    streams.stderr(`error: ${parsed.error}\nTry: clan-inventory --help\n`);
    return 2;
  }
  try {
    runWithBudget({}, () => new NixRun(parsed.value, streams, io).run());
    return 0;
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    streams.stderr(`${printError(error, { hasFullTrace: parsed.value.hasFullTrace })}\n`);
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
    const overrides = args.overrides.map(({ input, path }) => [input, resolvePath(this.#baseDir, path)]);
    this.#interpreter = createInterpreter({ io, searchPath, overrides: Object.fromEntries(overrides) });
  }

  run(): void {
    const inputs = this.args.inputs.length > 0 ? this.args.inputs : ['./default.nix'];
    const argumentSlots = this.#argumentSlots();
    for (const input of inputs) {
      if (this.args.isParse) this.#printParsed(input);
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

  #evaluate(input: string): Value {
    if (this.args.isExpression) return this.#text(input, '«string»');
    if (input === '-') return this.#text(this.streams.stdin(), '«stdin»');
    return this.#interpreter.evalFile(this.#fileOf(input));
  }

  #printParsed(input: string): void {
    const isText = this.args.isExpression || input === '-';
    const file = isText ? undefined : this.#interpreter.parseFile(this.#fileOf(input));
    const label = this.args.isExpression ? '«string»' : '«stdin»';
    const text = this.args.isExpression ? input : input === '-' ? this.streams.stdin() : '';
    const expr = file?.expr ?? this.#interpreter.parseText(text, { baseDir: this.#baseDir, label });
    const place = { baseDir: file?.baseDir ?? this.#baseDir, homeDir: this.io.getEnv('HOME') };
    this.streams.stdout(`${showExpr(expr, place)}\n`);
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
        return `${toJsonText(value, { pathToString: copyToStore })}\n`;
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
    const text = value instanceof PathValue ? this.#interpreter.copyToStore(value.path) : value;
    if (typeof text === 'string') return text;
    if (typeof text === 'object' && text !== null && 'text' in text) return text.text;
    throw new NixError('type', 'only a string or a path can be printed raw');
  }
}
