/** The settings behind a definition in a machine: which, set where, on which layer. Computed only when asked. */
import type { SettingSource } from '../../../../../shared/clan/evaluation';
import type { DefinitionInfo } from '../../modules';
import type { Slot } from '../../nix';
import type { ClanEvaluationState } from '../clan-evaluation';
import type { ServiceOrigin } from '../core/origins';
import { attempt } from '../guarded';
import { layerIn } from '../plain-words';
import { definitionPlace } from './places';
import { settingsReadAt } from './settings-references';

/** What describing sources needs. */
export interface SettingSourcesContext {
  readonly state: ClanEvaluationState;
  readonly directory: string;
  readonly textOf: (value: Slot) => string;
}

/** Where the settings come from that a definition reads; empty when its source does not tell. Never fails. */
export function settingSources(
  context: SettingSourcesContext,
  definition: DefinitionInfo,
  origin: ServiceOrigin | undefined,
): readonly SettingSource[] {
  const { span } = definition;
  const { instance, role, machine } = origin ?? {};
  if (span === undefined || instance === undefined || role === undefined || machine === undefined) return [];
  return settingsReadAt(span).flatMap((setting) => {
    const found = attempt(
      () => context.state.settingDefinitions({ instance, role, machine }, setting),
      () => undefined,
    );
    return (found ?? [])
      .filter(({ outcome }) => outcome !== 'overridden')
      .map((source) => describe(context, setting, source));
  });
}

function describe(
  { directory, textOf }: SettingSourcesContext,
  setting: readonly string[],
  source: DefinitionInfo,
): SettingSource {
  return {
    setting,
    // Labels of settings end with the option that they were written for, as messages quote them.
    layer: source.isDefault ? null : (layerIn(`${source.file}'`) ?? null),
    isDefault: source.isDefault,
    place: definitionPlace(source, directory),
    text: textOf(source.value),
  };
}
