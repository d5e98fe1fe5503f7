import { describe, expect, test } from 'vitest';
import { makeFixture } from './testing/fixture';

/** The value of an option of a list type with these definitions. */
function listOf(element: string, ...definitions: readonly string[]): unknown {
  const modules = definitions.map((definition) => `{ list = ${definition}; }`).join(' ');
  return makeFixture().json(`(lib.evalModules {
    modules = [ { options.list = lib.mkOption { type = lib.types.listOf ${element}; }; } ${modules} ];
  }).config.list`);
}

describe('a list of texts', () => {
  test('is the same whether its elements are there or have to be computed', () => {
    // Modules are merged from the last to the first.
    const expected = ['z', 'c', 'a', 'b'];
    expect(listOf('lib.types.str', '[ "a" "b" ]', '[ "c" ]', 'lib.mkBefore [ "z" ]')).toEqual(expected);
    expect(listOf('lib.types.str', '[ ("a" + "") "b" ]', '[ "c" ]', 'lib.mkBefore [ "z" ]')).toEqual(
      expected,
    );
    expect(listOf('(lib.types.strMatching ".")', '[ "a" "b" ]', '[ "c" ]', 'lib.mkBefore [ "z" ]')).toEqual(
      expected,
    );
  });

  test('goes without the elements that are switched off', () => {
    expect(listOf('lib.types.str', '[ "a" (lib.mkIf false "b") ]', '[ "c" ]')).toEqual(['c', 'a']);
    expect(listOf('lib.types.str', '[ "a" ]', 'lib.mkIf false [ "b" ]')).toEqual(['a']);
  });

  test('says which element is no text', () => {
    expect(listOf('lib.types.str', '[ "a" 5 ]')).toMatch(
      /list\."\[definition 1-entry 2\]"' is not of type `string'/,
    );
    expect(listOf('(lib.types.strMatching "x")', '[ "a" ]')).toMatch(/is not of type/);
  });
});
