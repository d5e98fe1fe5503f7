/** The door of the Nix language: values, calling, coercion, printing, and the interpreter. */
export * from './errors';
export * from './io';
export * from './source/source-file';
export * from './value/value';
export { Thunk } from './value/thunk';
export * from './eval/budget';
export * from './eval/call';
export * from './eval/coerce';
export * from './eval/equal';
export type * from './eval/interpreter';
export * from './print/json';
