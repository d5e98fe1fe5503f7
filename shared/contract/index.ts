export type * from './app';
export type * from './bridge';
export * from './dropped-folder';
export * from './edit-schema';
export * from './events';
export type * from './evaluators';
export type * from './inputs';
export * from './requests';
export type * from './workspace';
