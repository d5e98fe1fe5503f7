/** Our evaluator, asked as the real one is: the same folder, the same environment, strict, printed. */
import {
  DiskIo,
  NixError,
  createInterpreter,
  printValue,
  runWithBudget,
  showExpr,
} from '../../electron/evaluator/in-thread';
import type { Interpreter, Slot, Value } from '../../electron/evaluator/in-thread';
import type { Outcome } from './outcome';
import type { Surroundings } from './real-nix';

/** Milliseconds after which a program counts as endless. */
const patience = 20_000;

/** Evaluates programs with this project's evaluator. */
export class OwnNix {
  /** `builtinOverrides` replace builtins: the comparison's own tests plant mistakes with it. */
  constructor(
    private readonly surroundings: Surroundings,
    private readonly builtinOverrides: Readonly<Record<string, Slot>> = {},
  ) {}

  /** The value of an expression, computed all the way down, as it is printed. */
  evaluate(source: string): Outcome {
    const interpreter = this.#interpreter();
    return outcomeOf(() =>
      printValue(interpreter.evalText(source, { baseDir: this.surroundings.folder, label: '«string»' }), {
        isStrict: true,
      }),
    );
  }

  /** The value itself, not printed. Throws NixError. */
  value(source: string): Value {
    return this.#interpreter().evalText(source, { baseDir: this.surroundings.folder, label: '«string»' });
  }

  /** Evaluates or parses one file. */
  file(path: string, mode: 'eval' | 'parse'): Outcome {
    const interpreter = this.#interpreter();
    return outcomeOf(() => {
      if (mode === 'eval') return printValue(interpreter.evalFile(path), { isStrict: true });
      const { expr, baseDir } = interpreter.parseFile(path);
      return showExpr(expr, { baseDir, homeDir: this.surroundings.environment['HOME'] ?? '' });
    });
  }

  #interpreter(): Interpreter {
    const { environment } = this.surroundings;
    const io = new DiskIo({ roots: null, environment, trace: () => undefined });
    const entries = (environment['NIX_PATH'] ?? '').split(':').filter((entry) => entry !== '');
    const searchPath = entries.map((entry) => {
      const [prefix = '', path = ''] = entry.split('=');
      return { kind: 'path', prefix, path } as const;
    });
    return createInterpreter({ io, searchPath, builtinOverrides: this.builtinOverrides });
  }
}

function outcomeOf(compute: () => string): Outcome {
  try {
    return { kind: 'value', text: runWithBudget({ deadline: Date.now() + patience }, compute) };
  } catch (error) {
    if (error instanceof NixError) return { kind: 'failure', message: error.message };
    throw error;
  }
}
