export { Graph } from './graph';
