/** Which instance and role a module of a machine comes from, by the label that its definitions carry. */

import { ServiceHabits } from './service-habits';

/** The origin of a module that a service gave to a machine. */
export interface ServiceOrigin {
  /** `manifest.name`. */
  readonly service: string;
  /** Absent for what a service does once for a machine. */
  readonly instance?: string;
  readonly role?: string;
  readonly machine: string;
  /** The words by which messages name it. */
  readonly label: string;
}

/** Labels and what they stand for. Labels are unique, so that a definition's file tells its origin. */
export class ServiceOrigins {
  readonly #byLabel = new Map<string, ServiceOrigin>();

  /** What the code of the services does that Clan has another way for; not forgotten with the origins. */
  readonly habits = new ServiceHabits();

  /** Notes an origin and gives the label for the modules of it that were written in `file`. */
  labelFor(file: string, origin: ServiceOrigin): string {
    const label = `${file}, via option ${origin.label}`;
    this.#byLabel.set(label, origin);
    return label;
  }

  /** The origin of definitions with this label. */
  find(label: string): ServiceOrigin | undefined {
    return this.#byLabel.get(label);
  }

  /** Forgets everything; for a new evaluation. */
  clear(): void {
    this.#byLabel.clear();
  }
}
