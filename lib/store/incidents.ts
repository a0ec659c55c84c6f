/**
 * What operators did in an emergency, as the store keeps it: for ever.
 *
 * @module
 */

/** One thing an operator did. */
export interface Incident {
  /** Random. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What was done: `sign-out-everyone`, `rotate-keys`, `lock`. */
  readonly kind: string;
  /** The id of the user it was about; empty when it was about all. */
  readonly userId: string;
}

/** What operators did. */
export interface IncidentStore {
  add(incident: Incident): Promise<void>;
  /** All there are, the oldest first. */
  list(): Promise<readonly Incident[]>;
}
