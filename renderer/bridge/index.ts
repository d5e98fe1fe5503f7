export { findBridge, type FoundBridge } from './find-bridge';
