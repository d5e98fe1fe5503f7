/**
 * The part of `lib` that is best written in Nix: rarely used, built from other functions. Each piece is a function
 * from `lib` to sub-libraries (`top` is what is only on the top level); it is parsed when something in it is first
 * used. In the pieces, Nix's interpolation is written with @ instead of the dollar sign, which belongs to TypeScript.
 */
import { callFunction, forceAttrs } from '../nix';
import type { AttrSet, Slot } from '../nix';
import type { LibHost } from './host';
import { basicsText } from './nix-text/basics';
import { formatsText } from './nix-text/formats';
import { licensesText } from './nix-text/licenses';
import { miscText } from './nix-text/misc';
import { packagesText } from './nix-text/packages';
import { pathsText } from './nix-text/paths';
import { platformNamesText } from './nix-text/platform-names';
import { scopesText } from './nix-text/scopes';
import { sourcesText } from './nix-text/sources';
import { systemsText } from './nix-text/systems';
import { valuesText } from './nix-text/values';

interface Piece {
  readonly text: string;
  readonly libraries: readonly string[];
  /** What it has for the top level, where it has not whatever is asked for. */
  readonly top?: readonly string[];
}

/** Those that have more of a library come before those that have less. */
const pieces: readonly Piece[] = [
  {
    text: basicsText,
    libraries: [
      'asserts',
      'attrsets',
      'debug',
      'filesystem',
      'fixedPoints',
      'strings',
      'trivial',
      'versions',
    ],
  },
  { text: formatsText, libraries: ['generators', 'cli'] },
  { text: packagesText, libraries: ['customisation', 'meta', 'stringsWithDeps'] },
  { text: pathsText, libraries: ['path'] },
  { text: scopesText, libraries: ['customisation', 'derivations', 'debug'] },
  { text: sourcesText, libraries: ['sources', 'filesystem'] },
  { text: systemsText, libraries: ['network', 'top'], top: ['systems', 'mkEUI64Suffix'] },
  { text: platformNamesText, libraries: ['top'], top: ['platforms'] },
  { text: valuesText, libraries: ['gvariant', 'kernel', 'fetchers', 'types', 'sourceTypes'] },
  { text: licensesText, libraries: ['meta', 'top'], top: ['licenses'] },
  { text: miscText, libraries: ['top'] },
];

/**
 * The functions written in Nix, for one interpreter; `self` is the `lib` that they call others through, so a `lib` that
 * was extended (`lib.extend`) reaches them too.
 */
export class WrittenLib {
  readonly #evaluated = new Map<Piece, AttrSet>();

  constructor(
    private readonly host: LibHost,
    private readonly self: Slot,
  ) {}

  /** What a sub-library (or `top`) has under a name, unforced; undefined when it is not written here. Throws NixError. */
  find(library: string, name: string): Slot | undefined {
    for (const piece of pieces) {
      if (!piece.libraries.includes(library)) continue;
      if (library === 'top' && piece.top?.includes(name) === false) continue;
      const part = this.#evaluate(piece).get(library);
      const found = part === undefined ? undefined : forceAttrs(part).get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #evaluate(piece: Piece): AttrSet {
    let libraries = this.#evaluated.get(piece);
    if (libraries === undefined) {
      const text = piece.text.replaceAll('@{', '${');
      const make = this.host.evalText(text, { baseDir: '/', label: '«lib»' });
      libraries = forceAttrs(callFunction(make, this.self));
      this.#evaluated.set(piece, libraries);
    }
    return libraries;
  }
}
