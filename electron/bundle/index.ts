/** The door to the built window: the files and the headers that both hosts serve it with. */
export { contentPolicy, securityHeaders } from './content-policy';
export { WindowBundle } from './window-bundle';
export type { BundleResponse } from './window-bundle';
