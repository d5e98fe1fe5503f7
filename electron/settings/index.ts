/** The door of the app's own data. */
export { directoryId, directoryLabel } from './directory-label';
export { Settings } from './settings';
export type { SettingsOptions } from './settings';
