export { compileSchema } from './model/compile-schema';
export type { RoleRef } from './model/conflicts';
export { countSet, filterForm, type FormFilter } from './model/form-filter';
export { fieldErrors } from './model/field-errors';
export { countLeaves, type FormNode } from './model/form-node';
export { pathText, valueAt } from './model/json-path';
export {
  buildLayers,
  isLayerSet,
  layerKey,
  layerLabel,
  layerPath,
  layerPhrase,
  type LayerView,
} from './model/layers';
export { nixDefinition } from './model/nix-block';
export type { ClanNames } from './model/suggestions';
export { parseJson } from './model/parse-json';
export { count, listed, nixText, plainText } from './model/words';
export { SettingsForm, showField } from './settings-form';
export type { FormHost } from './store/form-store';
export { FieldNote } from './templates/field-note';
export { FindingNote } from './templates/finding-note';
export { JsonWidget } from './widgets/json-widget';
export { useDraft } from './widgets/use-draft';
