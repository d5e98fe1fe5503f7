/** The door of the typed requests and events between main and window. */
export { createDispatch } from './dispatch';
export type { Dispatch, LogBug } from './dispatch';
export { createHandlers } from './create-handlers';
export { createElectronEmit, isOwnPage, registerDrops, registerRequests } from './electron-ipc';
export type { Answer, Emit, Handler, Handlers, HandlersOf } from './handlers';
