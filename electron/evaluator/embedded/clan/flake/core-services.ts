/** Clan's own services in a checkout of clan-core. */
import { AttrSet, Lambda, NixError, callFunction, lazy } from '../../nix';
import type { NixIo, Slot, Value } from '../../nix';
import type { LibHost } from '../../lib/host';
import { setDefaultModuleLocation } from '../../modules';
import { record } from '../nix-values';
import { openSet } from './open-flake';

/** What a service of clan-core is given that is written as a function around its module. */
const packagesArgument = 'clanPackages';

/**
 * The services in a checkout of clan-core by name: every folder of `clanServices` with a `default.nix`. Empty without a
 * checkout.
 */
export function coreServices(host: LibHost, io: NixIo, root: string | undefined): AttrSet {
  if (root === undefined) return AttrSet.empty;
  const folders = io.readDir(`${root}/clanServices`) ?? new Map<string, string>();
  const services = [...folders.keys()]
    .map((name) => [name, `${root}/clanServices/${name}/default.nix`] as const)
    .filter(([, file]) => io.fileType(file) !== undefined)
    .map(([name, file]): [string, Slot] => [name, lazy(() => serviceIn(host, file))]);
  return record(Object.fromEntries(services));
}

/**
 * Most files are modules, and stay paths. One that needs programs of clan-core is a function of its packages first, which
 * clan-core's own flake applies; those are known to system Nix only.
 */
function serviceIn(host: LibHost, file: string): Value {
  const content = contentOf(host, file);
  if (!(content instanceof Lambda) || content.formals?.has(packagesArgument) !== true) return file;
  const given = AttrSet.of({ [packagesArgument]: openSet('clan-core.packages', {}) });
  return setDefaultModuleLocation(
    file,
    lazy(() => callFunction(content, given)),
  );
}

/** Undefined for a file that fails: whoever uses the service is told so. */
function contentOf(host: LibHost, file: string): Value | undefined {
  try {
    return host.evalFile(file);
  } catch (error) {
    if (error instanceof NixError) return undefined;
    throw error;
  }
}
