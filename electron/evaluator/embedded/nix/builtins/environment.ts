/** Builtins that look at the surroundings of the evaluation or speak to the user. */
import { forceStringNoContext, isString, stringText } from '../eval/coerce';
import type { NixIo } from '../io';
import { printValue } from '../print/print-value';
import { force, type Slot, type Value } from '../value/value';
import { argumentOf, type Builtin } from './builtin';

function trace(io: NixIo, message: Slot, result: Slot): Value {
  const value = force(message);
  io.trace(`trace: ${isString(value) ? stringText(value) : printValue(value, { isStrict: false })}`);
  return force(result);
}

function warn(io: NixIo, message: Slot, result: Slot): Value {
  io.trace(`evaluation warning: ${forceStringNoContext(message, argumentOf('warn', 0))}`);
  return force(result);
}

/** The builtins that look at the surroundings or speak to the user. */
export function environmentBuiltins(io: NixIo): readonly Builtin[] {
  return [
    {
      name: 'trace',
      args: ['e1', 'e2'],
      doc: 'Shows the first value to the user and gives the second.',
      run: (message, result) => trace(io, message, result),
    },
    {
      name: 'traceVerbose',
      args: ['e1', 'e2'],
      doc: 'Gives the second value; nobody asked for verbose traces.',
      run: (_message, result) => force(result),
    },
    {
      name: 'warn',
      args: ['e1', 'e2'],
      doc: 'Shows the first value, a string, as a warning and gives the second.',
      run: (message, result) => warn(io, message, result),
    },
    {
      name: 'getEnv',
      args: ['s'],
      doc: 'An environment variable, empty when it is not set.',
      run: (name) => io.getEnv(forceStringNoContext(name, argumentOf('getEnv', 0))),
    },
  ];
}
