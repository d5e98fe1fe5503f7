import type { Bridge } from '../../shared/contract';
import { createWebSocketBridge } from './websocket-bridge';

declare global {
  interface Window {
    /** Put there by Electron's preload. */
    readonly clanBridge?: Bridge;
  }
}

/** The way to main: the preload's bridge in Electron, else a WebSocket to the server this page came from. */
export function findBridge(): Bridge {
  return window.clanBridge ?? createWebSocketBridge();
}
