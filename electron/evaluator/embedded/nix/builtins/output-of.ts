/** `outputOf`: an output of a derivation that is only known as a string. */
import { NixError } from '../errors';
import { forceStringNoContext, forceStringValue, stringContext, stringText } from '../eval/coerce';
import { outputContext, parseContext, type ContextElement } from '../store/context-element';
import { nestedPlaceholder } from '../store/placeholders';
import type { Store } from '../store/store';
import { ContextString, type Slot, type Value } from '../value/value';
import { argumentOf } from './builtin';

/** The string that stands for an output of the derivation that the string `derivation` names. Throws NixError. */
export function outputOf(store: Store, derivation: Slot, output: Slot): Value {
  const text = forceStringValue(derivation, argumentOf('outputOf', 0));
  const context = [...stringContext(text)];
  const [element] = context;
  if (element === undefined || context.length > 1) {
    throw new NixError(
      'eval',
      `string '${stringText(text)}' has ${context.length} entries in its context. It should only have exactly one entry`,
    );
  }
  const name = forceStringNoContext(output, argumentOf('outputOf', 1));
  const parsed = parseContext(element);
  checkText(store, stringText(text), parsed);
  const outputs = [...(parsed.kind === 'output' ? parsed.outputs : []), name];
  const path =
    outputs.length === 1 ? store.outputText(parsed.path, name) : nestedPlaceholder(parsed.path, outputs);
  return new ContextString(path, new Set([outputContext(parsed.path, outputs)]));
}

/** The text must be what its context means, and nothing more. */
function checkText(store: Store, text: string, element: ContextElement): void {
  switch (element.kind) {
    case 'all':
      throw new NixError(
        'eval',
        `string '${text}' has a context which refers to a complete source and binary closure. This is not supported at this time`,
      );
    case 'path':
      if (text === element.path) return;
      throw new NixError(
        'eval',
        `path string '${text}' has context with the different path '${element.path}'`,
      );
    case 'output': {
      const { path, outputs } = element;
      const [first = 'out'] = outputs;
      const expected =
        outputs.length === 1 ? store.outputText(path, first) : nestedPlaceholder(path, outputs);
      if (text === expected) return;
      throw new NixError(
        'eval',
        `string '${text}' has context with the output '${first}' from derivation '${path}', but the string is not the right placeholder for this derivation output. It should be '${expected}'`,
      );
    }
  }
}
