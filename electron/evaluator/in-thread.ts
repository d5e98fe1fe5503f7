/**
 * The evaluator's second door, for scripts that run in threads of their own (`clan-inventory nix`). It loads the whole
 * interpreter, which the main thread never needs.
 */
export { DiskIo } from './worker/disk-io';
