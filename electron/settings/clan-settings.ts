/** What the app remembers about one clan for itself: which folders stand for inputs of its flake. */
import { z } from 'zod';

const schema = z.object({ overrideInputs: z.record(z.string(), z.string()) });

/** Settings of one clan. They lie among the app's data, never in the clan. */
export interface ClanSettings {
  /** Input name to absolute folder. */
  readonly overrideInputs: Readonly<Record<string, string>>;
}

export const clanSettingsSchema: z.ZodType<ClanSettings> = schema;

export const noClanSettings: ClanSettings = { overrideInputs: {} };
