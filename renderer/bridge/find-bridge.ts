import type { Bridge } from '../../shared/contract';
import { createWebSocketBridge } from './websocket-bridge';

declare global {
  interface Window {
    /** Put there by Electron's preload. */
    readonly clanBridge?: Bridge;
  }
}

/** A bridge, and the news about its connection. */
export interface FoundBridge {
  readonly bridge: Bridge;
  /** Never called in Electron, whose bridge cannot be lost. */
  readonly onConnection: (listener: (isConnected: boolean) => void) => void;
}

/** The way to main: the preload's bridge in Electron, else a WebSocket to the server this page came from. */
export function findBridge(): FoundBridge {
  if (window.clanBridge !== undefined) return { bridge: window.clanBridge, onConnection: () => undefined };
  const listeners: ((isConnected: boolean) => void)[] = [];
  const bridge = createWebSocketBridge({
    onConnection: (isConnected) => listeners.forEach((listener) => listener(isConnected)),
  });
  return { bridge, onConnection: (listener) => listeners.push(listener) };
}
