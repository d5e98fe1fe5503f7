import { describe, expect, it } from 'vitest';
import { NixError, toJsonValue } from '../nix';
import type { Span } from '../nix';
import { makeFixture } from './testing/fixture';

const options = `{ lib, ... }: {
  options.port = lib.mkOption { type = lib.types.port; };
  options.list = lib.mkOption { type = lib.types.listOf lib.types.int; default = [ ]; };
}`;

/** The places that an error names: its own, then those of its trace that have one. */
function placesOf(files: Readonly<Record<string, string>>, modules: string): string[] {
  const fixture = makeFixture({ '/clan/options.nix': options, ...files });
  try {
    toJsonValue(fixture.evaluate(modules).config);
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    const spans = [error.span, ...error.frames.map((frame) => frame.span)];
    return spans.filter((span): span is Span => span !== undefined).map(showPlace);
  }
  return [];
}

function showPlace(span: Span): string {
  const { line, column } = span.source.lineColumn(span.start);
  return `${span.source.path}:${line}:${column}`;
}

describe('errors of the module system', () => {
  it('stand at the definition of the wrong type', () => {
    expect(placesOf({ '/clan/a.nix': '{\n  port = "http";\n}' }, '[ ./options.nix ./a.nix ]')).toEqual([
      '/clan/a.nix:2:3',
      '/clan/options.nix:2:33',
    ]);
  });

  it('stand at the definition of the wrong type when the type is a collection', () => {
    expect(placesOf({ '/clan/a.nix': '{ list = 5; }' }, '[ ./options.nix ./a.nix { port = 1; } ]')[0]).toBe(
      '/clan/a.nix:1:3',
    );
    expect(
      placesOf({ '/clan/a.nix': '{ list = [ "x" ]; }' }, '[ ./options.nix ./a.nix { port = 1; } ]')[0],
    ).toBe('/clan/a.nix:1:3');
  });

  it('lead to all definitions that conflict', () => {
    expect(
      placesOf(
        { '/clan/a.nix': '{ port = 1; }', '/clan/b.nix': '{ port = 2; }' },
        '[ ./options.nix ./a.nix ./b.nix ]',
      ),
    ).toEqual(['/clan/b.nix:1:3', '/clan/a.nix:1:3', '/clan/options.nix:2:33']);
  });

  it('stand at the definition without an option', () => {
    expect(placesOf({ '/clan/a.nix': '{ prot = 1; }' }, '[ ./options.nix ./a.nix ]')).toEqual([
      '/clan/a.nix:1:3',
    ]);
  });

  it('lead to the declaration of an option without a value', () => {
    expect(placesOf({}, '[ ./options.nix ]')).toEqual(['/clan/options.nix:2:33']);
  });
});
