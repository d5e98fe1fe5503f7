export type * from './app';
export type * from './bridge';
export * from './edit-schema';
export * from './events';
export * from './requests';
export type * from './workspace';
