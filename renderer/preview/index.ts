export { ResultingConfig } from './resulting-config';
