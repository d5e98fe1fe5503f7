/** What the app remembers about one clan for itself: folders in place of inputs of its flake, who evaluates it. */
import { z } from 'zod';
import type { EvaluatorChoice } from '../../shared/contract';

const schema = z.object({
  overrideInputs: z.record(z.string(), z.string()),
  evaluator: z.enum(['auto', 'embedded', 'nix']).default('auto'),
  mayFetch: z.boolean().default(false),
});

/** Settings of one clan. They lie among the app's data, never in the clan. */
export interface ClanSettings {
  /** Input name to absolute folder. */
  readonly overrideInputs: Readonly<Record<string, string>>;
  readonly evaluator: EvaluatorChoice;
  /** Whether system Nix may fetch inputs of the clan. */
  readonly mayFetch: boolean;
}

export const clanSettingsSchema: z.ZodType<ClanSettings> = schema;

export const noClanSettings: ClanSettings = { overrideInputs: {}, evaluator: 'auto', mayFetch: false };
