/**
 * The part of `lib` that is best written in Nix: rarely used, built from other functions. Each piece is a function
 * from `lib` to a set of functions; all is parsed once and evaluated as far as something is used. In the pieces,
 * Nix's interpolation is written with @ instead of the dollar sign, which belongs to TypeScript.
 */
import { basicsText } from './nix-text/basics';
import { formatsText } from './nix-text/formats';
import { packagesText } from './nix-text/packages';
import { systemsText } from './nix-text/systems';

/** A function from `lib` to its sub-libraries, and `top` for what is only on the top level. */
export const nixText = `lib: (${basicsText}) lib // (${formatsText}) lib // (${packagesText}) lib // (${systemsText}) lib`.replaceAll(
  '@{',
  '${',
);
