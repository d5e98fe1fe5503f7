/** Machines without NixOS: sets that are defined under conditions about their own parts (`modules/types/conditional-set`). */
import { expect, test } from 'vitest';
import { memoryClan } from '../testing/memory-clan';

/** The machine without what Clan gives every machine. */
function machine(module: string): unknown {
  const { session } = memoryClan({ 'clan.nix': `{ meta.name = "m"; machines.one = ${module}; }` });
  const found = session.machine('one');
  if (!found.ok) return found.error[0]?.message;
  const { assertions, clan, warnings, ...own } = found.value as Record<string, unknown>;
  expect([assertions, warnings]).toEqual([[], []]);
  expect(clan).toBeDefined();
  return own;
}

test('a set may be defined under a condition about a part of itself', () => {
  expect(
    machine(`{ config, lib, ... }: lib.mkMerge [
      { services.nginx.enable = true; }
      { services.nginx = lib.mkIf config.services.nginx.enable { virtualHosts.a = { root = "/a"; }; }; }
      (lib.mkIf (config.networking.hostName == "one") { networking.firewall.enable = true; services.extra.on = 1; })
      (lib.mkIf (config.networking.hostName == "two") { networking.domain = "two"; services.other.on = 1; })
    ]`),
  ).toEqual({
    networking: { firewall: { enable: true }, hostName: 'one' },
    services: { nginx: { enable: true, virtualHosts: { a: { root: '/a' } } }, extra: { on: 1n } },
  });
});

test('names that are switched off are not among those that are listed', () => {
  expect(
    machine(`{ config, lib, ... }: {
      a = lib.mkMerge [ { x = 1; } (lib.mkIf false { y = 2; }) (lib.mkIf true { z = 3; }) ];
      names = lib.attrNames config.a;
      has = config.a ? y;
      fallback = config.a.y or "none";
    }`),
  ).toMatchObject({ a: { x: 1n, z: 3n }, names: ['x', 'z'], fallback: 'none' });
});

test('a set all of whose definitions are switched off is not there', () => {
  expect(
    machine(`{ lib, ... }: {
      gone = lib.mkIf false { a = 1; };
      half = lib.mkMerge [ { } (lib.mkIf false { a = 1; }) ];
      content = lib.mkIf false (throw "not needed");
    }`),
  ).toEqual({ half: {}, networking: { hostName: 'one' } });
});

test('priorities and other kinds of values are decided as before', () => {
  expect(
    machine(`{ lib, ... }: {
      a = lib.mkMerge [ (lib.mkIf true { x = 1; }) (lib.mkForce { y = 2; }) ];
      b = lib.mkMerge [ (lib.mkIf true [ 1 ]) [ 2 ] ];
      c = lib.mkIf true (lib.mkMerge [ { x = lib.mkDefault 1; } { x = 2; } ]);
    }`),
  ).toMatchObject({ a: { y: 2n }, b: [1n, 2n], c: { x: 2n } });
});
