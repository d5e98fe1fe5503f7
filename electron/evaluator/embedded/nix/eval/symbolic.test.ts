/** What Nix code can do with values that only system Nix knows. */
import { describe, expect, test } from 'vitest';
import { NixError } from '../errors';
import { createInterpreter } from '../interpreter';
import { MemoryIo } from '../testing/memory-io';
import { printValue } from '../print/print-value';
import { SymbolicValue, isSymbolicString } from '../value/symbolic';
import type { Value } from '../value/value';

function evaluate(text: string): Value {
  const overrides = { pkgs: new SymbolicValue('pkgs'), config: new SymbolicValue('config') };
  const interpreter = createInterpreter({ io: new MemoryIo(), builtinOverrides: overrides });
  return interpreter.evalText(`let inherit (builtins) pkgs config; in ${text}`, {
    baseDir: '/dir',
    label: '«string»',
  });
}

function show(text: string): string {
  return printValue(evaluate(text), { isStrict: true });
}

function failure(text: string): NixError {
  try {
    show(text);
  } catch (error) {
    if (error instanceof NixError) return error;
    throw error;
  }
  throw new Error(`no error from ${text}`);
}

describe('a value that only system Nix knows', () => {
  test.each([
    ['pkgs.python3.pkgs.requests', '«pkgs.python3.pkgs.requests»'],
    ['pkgs."a b".c', '«pkgs."a b".c»'],
    ['pkgs.foo or 1', '«pkgs.foo»'],
    ['pkgs.writeText "motd" "hello"', '«pkgs.writeText "motd" "hello"»'],
    ['(pkgs.formats.json { }).type', '«(pkgs.formats.json { }).type»'],
    ['pkgs.callPackage ./tool.nix { a = 1; }', '«pkgs.callPackage tool.nix { … }»'],
    ['"${pkgs.jq}/bin/jq"', '"«pkgs.jq»/bin/jq"'],
    ['"-p " + pkgs.jq + "/bin"', '"-p «pkgs.jq»/bin"'],
    ['pkgs.jq + "/bin"', '"«pkgs.jq»/bin"'],
    ['toString config.port', '"«config.port»"'],
    ['[ pkgs.a pkgs.b ]', '[ «pkgs.a» «pkgs.b» ]'],
    ['{ inherit (pkgs) a; }', '{ a = «pkgs.a»; }'],
    ['with pkgs; [ curl ]', '[ «pkgs.curl» ]'],
    ['with { curl = 1; }; with pkgs; [ curl git ]', '[ 1 «pkgs.git» ]'],
    ['[ 1 ] ++ config.list', '[ 1 «config.list» ]'],
    ['config.port + 1', '«config.port + 1»'],
    ['1 + config.port', '«1 + config.port»'],
    ['config.port * 2', '«config.port * 2»'],
    ['config.port < 1024', '«config.port < 1024»'],
    ['config.port >= 1024', '«!(config.port < 1024)»'],
    ['config.name == "a"', '«config.name == "a"»'],
    ['config.name != "a"', '«config.name != "a"»'],
    ['config.name == config.name', 'true'],
    ['config.name == null', '«config.name == null»'],
    ['"${pkgs.a}/x" == "/x"', '«"${pkgs.a}/x" == "/x"»'],
    ['!config.on', '«!config.on»'],
    ['!(!config.on)', '«config.on»'],
    ['config.on && false', 'false'],
    ['config.on && true', '«config.on»'],
    ['true && config.on', '«config.on»'],
    ['config.on || true', 'true'],
    ['config.a || config.b', '«config.a || config.b»'],
    ['config.on -> false', '«!config.on»'],
    ['pkgs ? foo', '«pkgs ? foo»'],
    ['pkgs.a ? b.c', '«pkgs.a.b ? c»'],
    ['assert config.on; 1', '1'],
    ['builtins.isString config.a', '«builtins.isString config.a»'],
    ['builtins.typeOf config.a', '«builtins.typeOf config.a»'],
    ['if config.on then 1 else 2', '«if config.on then 1 else 2»'],
    ['(if config.on then { a = 1; } else { a = 2; }).a', '«if config.on then 1 else 2»'],
    ['[ 1 ] ++ (if config.on then [ 2 ] else [ ])', '[ 1 «if config.on then 2» ]'],
    ['[ 1 ] ++ (if config.on then [ 2 ] else [ 3 ])', '[ 1 «if config.on then 2» «if !config.on then 3» ]'],
    [
      '{ a = 1; } // (if config.on then { a = 2; b = 3; } else { })',
      '{ a = «if config.on then 2 else 1»; b = «if config.on then 3»; }',
    ],
    ['(pkgs // { a = 1; }).a', '1'],
    ['(pkgs // { a = 1; }).b', '«pkgs.b»'],
    ['({ a = 1; } // pkgs).b', '«pkgs.b»'],
    ['builtins.deepSeq pkgs 1', '1'],
    ['builtins.toJSON { p = pkgs.a; }', String.raw`"{\"p\":\"«pkgs.a»\"}"`],
    ['builtins.concatStringsSep ":" [ pkgs.a "b" ]', '"«pkgs.a»:b"'],
    ['{ "${config.name}" = 1; }', '{ "«config.name»" = 1; }'],
    ['builtins.substring 0 18 (builtins.toFile "a.conf" "port=${config.port}")', '"«builtins.toFile "'],
    ['builtins.length [ pkgs.a ]', '1'],
    [
      'builtins.filter (x: x ? a) [ { a = 1; } { } config.x ]',
      '[ { a = 1; } «if config.x ? a then config.x» ]',
    ],
    ['map (x: x.name) config.users', '[ «config.users.name» ]'],
    ['builtins.concatLists [ [ 1 ] (if config.on then [ 2 ] else [ ]) ]', '[ 1 «if config.on then 2» ]'],
  ])('%s', (text, expected) => {
    expect(show(text)).toBe(expected);
  });

  test.each([
    ['builtins.attrNames pkgs', 'pkgs', 'attributes'],
    ['builtins.length config.list', 'config.list', 'list'],
    ["builtins.foldl' (a: b: a + b) 0 config.list", 'config.list', 'list'],
    ['builtins.match "a.*" config.name', 'config.name', 'string'],
    ['builtins.compareVersions pkgs.a.version "2"', 'pkgs.a.version', 'string'],
    ['builtins.all (x: x) [ config.on ]', 'config.on', 'Boolean'],
    ['builtins.stringLength "${pkgs.a}"', 'pkgs.a', 'text'],
    ['[ pkgs.a ] == [ pkgs.b ]', 'pkgs.a', 'equals'],
    ['builtins.elem "x" [ config.name ]', 'config.name', 'equals'],
    ['let f = { a }: a; in f config.set', 'config.set', 'attributes'],
  ])('%s needs system Nix', (text, symbol, what) => {
    const error = failure(text);
    expect(error.kind).toBe('needs-system-nix');
    expect(error.message).toContain(`«${symbol}»`);
    expect(error.message).toContain(what);
    expect(error.hint).toContain('--evaluator nix');
  });

  test('is not caught by tryEval, which would decide something', () => {
    expect(failure('builtins.tryEval (builtins.attrNames pkgs)').kind).toBe('needs-system-nix');
  });

  test('leaves its mark on strings made of it', () => {
    expect(isSymbolicString(evaluate('"a" + "${pkgs.jq}"'))).toBe(true);
    expect(isSymbolicString(evaluate('"a"'))).toBe(false);
  });

  test('shows arguments that fail or never end as open', () => {
    expect(show('pkgs.f (throw "no")')).toBe('«pkgs.f …»');
    expect(show('let x = pkgs.f x; in pkgs.g 1')).toBe('«pkgs.g 1»');
  });
});
