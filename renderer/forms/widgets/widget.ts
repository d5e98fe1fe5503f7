import type { Json } from '../../../shared/base/json';

/** What every input gets. `value` undefined: not set; then `fallback` is what holds. */
export interface WidgetProps {
  readonly id: string;
  /** Accessible name. */
  readonly label: string;
  readonly describedBy?: string;
  readonly value: Json | undefined;
  readonly fallback: Json | undefined;
  readonly fallbackText: string | null;
  readonly isDisabled: boolean;
  readonly hasError: boolean;
  readonly commit: (value: Json, gesture?: number) => Promise<boolean>;
  readonly unset: () => Promise<boolean>;
}

/** The placeholder for a value that is not set. */
export function placeholderOf(
  { fallback, fallbackText }: WidgetProps,
  show: (value: Json) => string,
): string {
  if (fallback !== undefined) return fallback === '' ? 'empty text' : show(fallback);
  return fallbackText ?? '';
}
