/** The fields of `lib.types.mkOptionType`, and whether each may be left out. */
export const mkOptionTypeFormals: ReadonlyMap<string, boolean> = new Map([
  ['name', false],
  ['description', true],
  ['descriptionClass', true],
  ['check', true],
  ['merge', true],
  ['emptyValue', true],
  ['getSubOptions', true],
  ['getSubModules', true],
  ['substSubModules', true],
  ['typeMerge', true],
  ['functor', true],
  ['deprecationMessage', true],
  ['nestedTypes', true],
]);
