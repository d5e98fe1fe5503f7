import fc from 'fast-check';
import { env } from 'node:process';
import { expect, test } from 'vitest';
import { openClan } from './open-clan';
import type { EvaluatorSession, QueryResult } from './session-types';
import {
  diskOf,
  editKinds,
  edited,
  initialState,
  serviceFile,
  serviceText,
  textOf,
} from './testing/edited-clan';
import type { EditedState, RandomEdit } from './testing/edited-clan';

/** `EDIT_RUNS=1000` looks further; the seed that failed is in the message. */
const numRuns = Number(env['EDIT_RUNS'] ?? 12);
const longest = 8;

const machines = ['a', 'b', 'nix', 'mac', 'c'];

/** Everything that the window, the command line and other tools are told. */
function answers(session: EvaluatorSession): Readonly<Record<string, unknown>> {
  const asked: [string, QueryResult<unknown>][] = [
    ['evaluation', session.evaluation()],
    ['members', session.members()],
    ['settings', session.settings()],
    ['inventory', session.inventory()],
    ['introspection', session.introspection()],
    ['exports', session.exports()],
    ['checks', session.checks()],
    ['services', session.services()],
  ];
  for (const machine of machines) {
    asked.push([`preview ${machine}`, session.machinePreview(machine)]);
    asked.push([`machine ${machine}`, session.machine(machine)]);
    asked.push([`provenance ${machine}`, session.provenance(machine, ['mesh', 'net', 'own', 'text'])]);
  }
  for (const [instance, role] of [
    ['net', 'peer'],
    ['net', 'hub'],
    ['books', 'default'],
    ['share', 'giver'],
    ['extra', 'default'],
  ] as const) {
    asked.push([`form ${instance}.${role}`, session.roleForm(instance, role)]);
  }
  return { ...Object.fromEntries(asked), problems: session.problems() };
}

/** What a user does: an edit, or taking the last ones back. */
type Step =
  { readonly kind: 'edit'; readonly edit: RandomEdit } | { readonly kind: 'undo'; readonly count: number };

const index = fc.nat({ max: 40 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({
        kind: fc.constantFrom(...editKinds),
        machine: index,
        instance: index,
        role: index,
        tag: index,
        value: index,
      })
      .map((edit) => ({ kind: 'edit', edit }) as const),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((count) => ({ kind: 'undo', count }) as const) },
);

/** The states that a user goes through. */
function statesOf(steps: readonly Step[]): readonly EditedState[] {
  const history = [initialState()];
  return steps.map((taken) => {
    if (taken.kind === 'undo') history.splice(Math.max(1, history.length - taken.count));
    else history.push(edited(history.at(-1) ?? initialState(), taken.edit));
    return history.at(-1) ?? initialState();
  });
}

test('after any edits everything is as in a clan that is opened with them', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: longest }),
      // Whether everything is asked after each edit, or only at the end.
      fc.boolean(),
      (steps, isAskedEachTime) => {
        const disk = diskOf(initialState());
        const session = openClan({ io: disk, directory: '/clan' });
        answers(session);
        let before = initialState();
        const states = statesOf(steps);
        states.forEach((state, place) => {
          const isServiceNew = state.isServiceChanged !== before.isServiceChanged;
          if (isServiceNew) disk.write(serviceFile, serviceText(state));
          session.update({
            changedPaths: isServiceNew ? [serviceFile] : [],
            inventoryJsonText: textOf(state),
          });
          before = state;
          if (!isAskedEachTime && place < states.length - 1) return;
          const fresh = openClan({ io: diskOf(state), directory: '/clan' });
          expect(answers(session)).toEqual(answers(fresh));
        });
      },
    ),
    { numRuns },
  );
});
