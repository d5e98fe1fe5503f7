export * from './context-menu';
export * from './empty-state';
export * from './machine-icon';
export * from './service-badge';
export * from './symbols';
export * from './tag-icon';
export * from './theme';
