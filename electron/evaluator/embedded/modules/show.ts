/** How messages name options, files and definitions. */
import { NixError } from '../nix';
import type { Slot } from '../nix';
import { escapeNixIdentifier } from '../lib/identifiers';
import { toPretty } from '../lib/pretty';

/** `lib.options.unknownModule`: the label of a module that has no file. */
export const unknownModule = '<unknown-file>';

/** What messages need of a definition. */
export interface ShownDefinition {
  readonly file: string;
  readonly value: Slot;
}

/** `lib.options.showOption`: an option path as in a message, `a."b.c".<name>.*`. */
export function showOption(loc: readonly string[]): string {
  return loc
    .map((part) => (part === '*' || /^<.*>$/s.test(part) ? part : escapeNixIdentifier(part)))
    .join('.');
}

/** `lib.options.showFiles`: files as in a message, `` `a.nix' and `b.nix' ``. */
export function showFiles(files: readonly string[]): string {
  return files.map((file) => `\`${file}'`).join(' and ');
}

/**
 * `lib.options.showDefs`: one line (or a short block) a definition, with its file and, when it can be shown, its
 * value.
 */
export function showDefs(definitions: readonly ShownDefinition[]): string {
  return definitions
    .map((definition) => `\n- In \`${definition.file}'${showValue(definition.value)}`)
    .join('');
}

const shownLines = 5;

function showValue(value: Slot): string {
  let text: string;
  try {
    text = toPretty({ allowPrettyValues: false, multiline: true, indent: '', depthLimit: 10 }, value);
  } catch (error) {
    // A value that throws is left out of the message: the message is about something else.
    if (error instanceof NixError && error.isCatchable) return '';
    throw error;
  }
  const lines = text.split('\n');
  const shown = lines.slice(0, shownLines).join('\n    ') + (lines.length > shownLines ? '\n    ...' : '');
  return lines.length > 1 ? `:\n    ${shown}` : `: ${shown}`;
}

/** The advice after a conflict (clan-semantics 3.2). */
export const prioritySuggestion =
  'Use `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these definitions.\n';
