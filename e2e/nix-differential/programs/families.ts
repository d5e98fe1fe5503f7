/** Families of programs: each looks closely at one part of the language. */
import { builtinCalls } from './builtin-calls';
import { derivations } from './derivations';
import { expressions, program } from './expressions';
import {
  jsonTexts,
  numbers,
  quoting,
  regularExpressions,
  replacements,
  tomlTexts,
  versions,
} from './matching';
import {
  anything,
  laziness,
  mergedSets,
  operatorRows,
  pathTexts,
  patterns,
  pretenders,
  scopes,
  selections,
} from './syntax';
import { t, type Text } from './text';

export interface Family {
  readonly name: string;
  readonly programs: Text;
  /** How many of a hundred programs are of this family. */
  readonly share: number;
}

/** The command line takes what begins with a dash for an option. */
const asArgument = (text: string): string => (text.startsWith('-') ? ` ${text}` : text);

const kinds: readonly Family[] = [
  { name: 'builtins', programs: program(builtinCalls), share: 30 },
  { name: 'builtins, what is caught', programs: program(t`builtins.tryEval ${builtinCalls}`), share: 8 },
  { name: 'expressions', programs: anything, share: 12 },
  { name: 'functions of numbers', programs: program(expressions.int), share: 3 },
  { name: 'comparisons', programs: program(expressions.bool), share: 4 },
  { name: 'strings', programs: program(expressions.string), share: 4 },
  { name: 'lists', programs: program(expressions.list), share: 3 },
  { name: 'sets', programs: program(expressions.set), share: 4 },
  { name: 'operators', programs: operatorRows, share: 5 },
  { name: 'patterns', programs: patterns, share: 4 },
  { name: 'merged sets', programs: mergedSets, share: 3 },
  { name: 'selections', programs: selections, share: 3 },
  { name: 'scopes', programs: scopes, share: 3 },
  { name: 'laziness', programs: laziness, share: 4 },
  { name: 'sets as functions and strings', programs: pretenders, share: 2 },
  { name: 'paths', programs: pathTexts, share: 2 },
  { name: 'quotes and indentation', programs: quoting, share: 3 },
  { name: 'numbers as written', programs: numbers, share: 3 },
  { name: 'regular expressions', programs: regularExpressions, share: 4 },
  { name: 'replacing', programs: replacements, share: 1 },
  { name: 'versions', programs: versions, share: 2 },
  { name: 'JSON', programs: jsonTexts, share: 2 },
  { name: 'TOML', programs: tomlTexts, share: 1 },
  { name: 'derivations and contexts', programs: derivations, share: 5 },
];

/** All families. */
export const families: readonly Family[] = kinds.map((family) => ({
  ...family,
  programs: family.programs.map(asArgument),
}));
