import { isJsonObject } from '../../../shared/base/json';
import type { Json, JsonObject } from '../../../shared/base/json';

/** The object that a text holds; `{ }` for anything else, because Nix itself says what is wrong with it. */
export function parseJsonObject(text: string | null): JsonObject {
  if (text === null) return {};
  try {
    const parsed = JSON.parse(text) as Json;
    return isJsonObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
