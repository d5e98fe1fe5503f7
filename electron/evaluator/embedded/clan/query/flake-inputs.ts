/** The inputs of the clan's flake as the window and the command line list them. */
import type { FlakeInput, FlakeInputSource } from '../../../../../shared/clan/flake-inputs';
import { kindOf } from '../flake/native-inputs';
import type { InputSource, LoadedFlake } from '../flake/load-flake';

/** All inputs by name. Throws NixError when the flake's own file cannot be read. */
export function flakeInputs(flake: LoadedFlake): readonly FlakeInput[] {
  return [...flake.sources()]
    .map(([name, source]): FlakeInput => {
      return {
        name,
        url: source.url ?? null,
        known: kindOf(name, source.url) ?? null,
        source: shownSource(source),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function shownSource(source: InputSource): FlakeInputSource {
  switch (source.kind) {
    case 'native':
      return { kind: 'built-in' };
    case 'missing':
      return { kind: 'missing' };
    case 'follows':
      return { kind: 'follows', target: source.target };
    default:
      return { kind: source.kind, folder: source.folder };
  }
}
