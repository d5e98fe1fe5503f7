/** The door of the browser host. */
export { startBrowserHost } from './browser-host';
export type { BrowserHost, BrowserHostOptions } from './browser-host';
export { serve } from './serve';
export { parseServeArguments } from './serve-arguments';
export type { ServeArguments } from './serve-arguments';
