export { Sidebar } from './sidebar';
