/**
 * What a load generator is asked and what it answers.
 *
 * @module
 */

/** How many connections ask at once. */
export const CONNECTIONS = 32;

/** What is asked for, and with which headers. */
export interface Target {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `Cookie` headers that come in turn, each request with one. */
  readonly cookies?: readonly string[];
}

/** What one run counted. */
export interface Count {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Requests that got no answer, or an error. */
  readonly failed: number;
}

/** Asks for a target during so many seconds. */
export type LoadGenerator = (target: Target, seconds: number) => Promise<Count>;
