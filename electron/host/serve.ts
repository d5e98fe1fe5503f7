/** Runs the browser host until it is told to stop: what `npm start -- serve` and `clan-inventory serve` share. */
import path from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { knownInputNamed } from '../../shared/clan/flake-inputs';
import { inputFolderProblem } from '../evaluator';
import { appDataDirectory, appVersion, installation } from '../installation';
import { createDispatch, createHandlers } from '../ipc';
import type { Emit } from '../ipc';
import { Services } from '../services';
import type { SessionChoices } from '../services';
import { startBrowserHost } from './browser-host';
import type { BrowserHost } from './browser-host';
import type { ServeArguments } from './serve-arguments';

/** Serves until SIGINT or SIGTERM; the exit code. */
export async function serve(options: ServeArguments, print: (text: string) => void): Promise<number> {
  let host: BrowserHost | null = null;
  const emit: Emit = (channel, payload) => host?.emit(channel, payload);
  const services = new Services({
    shell: 'browser',
    version: appVersion,
    appData: appDataDirectory(process.env),
    examples: installation.examples,
    worker: installation.worker,
    emit,
    native: null,
  });
  const dispatch = createDispatch(createHandlers(services), (channel, error) => {
    console.error(`bug in ${channel}:`, error);
  });
  if (options.directory !== null) {
    const session = sessionOf(options);
    const opened = session.ok ? await services.openDirectory(options.directory, session.value) : session;
    if (!opened.ok) {
      print(`${opened.error.message}${opened.error.hint === undefined ? '' : `\n${opened.error.hint}`}`);
      await services.dispose();
      return 1;
    }
  }
  try {
    host = await startBrowserHost({ dispatch, bundleRoot: installation.window, port: options.port });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    print(portProblem(options.port, String(error.code)));
    await services.dispose();
    return 1;
  }
  print(`Clan Inventory Editor is at  ${host.url}\nThe link works once. Press Ctrl-C to stop.`);
  await stopSignal();
  await host.close();
  await services.dispose();
  return 0;
}

/** What the command line says about the clan; folders that are no checkouts of their inputs are refused. */
function sessionOf({ evaluator, overrideInputs }: ServeArguments): Result<SessionChoices, Diagnostic> {
  const folders: Record<string, string> = {};
  for (const [name, folder] of Object.entries(overrideInputs)) {
    folders[name] = path.resolve(folder);
    const problem = inputFolderProblem(name, knownInputNamed(name), folders[name]);
    if (problem !== null) return err(problem);
  }
  return ok({ overrideInputs: folders, ...(evaluator === null ? {} : { evaluator }) });
}

function portProblem(port: number, code: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program; choose another one with --port.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user; choose one above 1023.`;
  return `Cannot listen on port ${port} (${code}).`;
}

async function stopSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    // The terminal was closed: processes of Nix would go on without us.
    process.once('SIGHUP', () => resolve());
  });
}
