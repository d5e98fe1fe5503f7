/** `npm start`: Electron when it can be had, else the browser host, and one line that says why. */
import { launchElectron } from './electron-launcher';
import { serve } from './serve';
import { parseServeArguments } from './serve-arguments';

const usage = `Usage: npm start [-- DIR]                  open the editor, in Electron when possible
       npm start -- serve [DIR] [--port N]  open it in a browser; also --evaluator auto|embedded|nix
                                            and --override-input NAME PATH, for this session
`;

async function start(argv: readonly string[]): Promise<number> {
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(usage);
    return 0;
  }
  const isForced = argv[0] === 'serve';
  const parsed = parseServeArguments(isForced ? argv.slice(1) : argv);
  if (!parsed.ok) {
    process.stderr.write(`${parsed.error}\n${usage}`);
    return 2;
  }
  const { evaluator, overrideInputs } = parsed.value;
  if (!isForced && (evaluator !== null || Object.keys(overrideInputs).length > 0)) {
    process.stderr.write(`--evaluator and --override-input go with “serve”\n${usage}`);
    return 2;
  }
  if (!isForced) {
    const launched = await launchElectron(parsed.value.directory, print);
    if (launched.ok) return launched.value;
    print(`${launched.error}; using the browser instead.`);
  }
  return serve(parsed.value, print);
}

process.exitCode = await start(process.argv.slice(2));
