/**
 * The part of `lib` that is best written in Nix: rarely used, built from other functions. Each piece is a function
 * from `lib` to a set of functions; all is parsed once and evaluated as far as something is used. In the pieces,
 * Nix's interpolation is written with @ instead of the dollar sign, which belongs to TypeScript.
 */
import { basicsText } from './nix-text/basics';
import { formatsText } from './nix-text/formats';
import { licensesText } from './nix-text/licenses';
import { miscText } from './nix-text/misc';
import { packagesText } from './nix-text/packages';
import { pathsText } from './nix-text/paths';
import { scopesText } from './nix-text/scopes';
import { sourcesText } from './nix-text/sources';
import { systemsText } from './nix-text/systems';
import { valuesText } from './nix-text/values';

const pieces = [
  basicsText,
  formatsText,
  licensesText,
  miscText,
  packagesText,
  pathsText,
  scopesText,
  sourcesText,
  systemsText,
  valuesText,
];

/** A function from `lib` to its sub-libraries; `top` holds what is only on the top level. */
export const nixText = `lib:
let
  pieces = map (piece: piece lib) [ ${pieces.map((piece) => `(${piece})`).join(' ')} ];
  join = result: piece: result // builtins.mapAttrs (name: part: result.@{name} or { } // part) piece;
in
builtins.foldl' join { } pieces`.replaceAll('@{', '${');
