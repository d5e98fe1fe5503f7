/**
 * The functions of nixpkgs' `lib`: the door. `createBaseLib` builds the set from TypeScript tables, Nix text and what
 * the module system adds; names that nixpkgs has and we do not are there and fail when used.
 */
export type { LibHost } from './host';
export { withAbsentTables } from './absent-tables';
export { createBaseLib } from './base-lib';
