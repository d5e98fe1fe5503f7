import type { Json, JsonObject } from '../../base/json';

/** A random number below `limit`; the same sequence for the same seed. */
export type Random = (limit: number) => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const machineNames = ['athena', 'echo', 'web.1', '__proto__', 'ünï "x"', 'constructor'];
const instanceNames = ['backup', 'vpn', '__proto__'];
const roleNames = ['client', 'server'];
const tagNames = ['all', 'laptop', 'toString'];

function pick<T>(random: Random, items: readonly T[]): T {
  return items[random(items.length)] as T;
}

function some(random: Random, names: readonly string[], value: () => Json): JsonObject {
  return Object.fromEntries(names.filter(() => random(2) === 0).map((name) => [name, value()]));
}

function settings(random: Random, depth = 2): JsonObject {
  return some(random, ['folders', 'port', 'nested', 'a b'], () => {
    const kind = random(6);
    if (kind === 0) return null;
    if (kind === 1) return random(3);
    if (kind === 2) return [pick(random, ['/a', '/b'])];
    if (kind === 3) return { _type: 'override', priority: 50, content: random(3) };
    return depth > 0 && kind === 4 ? settings(random, depth - 1) : pick(random, ['x', 'y']);
  });
}

function maybe<T>(random: Random, key: string, value: () => T): { [key: string]: T } {
  return random(3) === 0 ? {} : { [key]: value() };
}

function member(random: Random): JsonObject {
  return random(2) === 0 ? {} : { settings: settings(random) };
}

function role(random: Random): JsonObject {
  return {
    ...maybe(random, 'machines', () => some(random, machineNames, () => member(random))),
    ...maybe(random, 'tags', (): Json =>
      random(4) === 0 ? tagNames.filter(() => random(2) === 0) : some(random, tagNames, () => member(random)),
    ),
    ...maybe(random, 'settings', () => settings(random)),
    ...(random(8) === 0 ? { extraModules: ['x'] } : {}),
  };
}

function machine(random: Random): JsonObject {
  return {
    ...maybe(random, 'tags', () => tagNames.filter(() => random(2) === 0)),
    ...maybe(random, 'description', () => pick(random, ['one', 'two', null])),
    ...maybe(random, 'deploy', () =>
      some(random, ['targetHost', 'buildHost'], () => pick(random, ['a', null])),
    ),
  };
}

/** An inventory with awkward names, empty parts, and now and then a part of a wrong kind. */
export function randomInventory(random: Random): JsonObject {
  return {
    ...maybe(random, 'machines', (): Json =>
      random(20) === 0 ? 'wrong' : some(random, machineNames, () => machine(random)),
    ),
    ...maybe(random, 'instances', (): Json =>
      some(random, instanceNames, () => ({
        ...maybe(random, 'module', () => ({ name: pick(random, ['backup', 'vpn']) })),
        ...maybe(random, 'roles', (): Json =>
          random(20) === 0 ? [] : some(random, roleNames, () => role(random)),
        ),
      })),
    ),
    ...maybe(random, 'tags', () => some(random, tagNames, () => machineNames.filter(() => random(2) === 0))),
    ...(random(5) === 0 ? { meta: { name: pick(random, ['a', 'b']) } } : {}),
    ...(random(9) === 0 ? { odd: random(2) } : {}),
  };
}
