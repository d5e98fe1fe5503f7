import { invariant } from '../../../../shared/base/invariant';
import type { LibHost } from '../lib/host';
import type { ModuleSystem } from './api';

/** Builds the module system, and the `lib` that belongs to it, for one interpreter. */
export function createModuleSystem(host: LibHost): ModuleSystem {
  invariant(host === undefined, 'the module system is being written');
}
