import type { JsonObject } from '../../../shared/base/json';
import type { FlakeQuestions } from './flake-questions';

/** One state of the clan, ready to be asked about. */
export interface Asking {
  /** The clan's folder. */
  readonly directory: string;
  readonly questions: FlakeQuestions;
  /** The parsed inventory.json of that state. */
  readonly persisted: JsonObject;
}
