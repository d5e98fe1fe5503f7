export { findBridge } from './find-bridge';
