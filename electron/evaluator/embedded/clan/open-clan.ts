import { ClanSession } from './session';
import type { OpenClan } from './session-types';

/** Opens a clan. Nothing is read before the first query. */
export const openClan: OpenClan = (options) => new ClanSession(options);
