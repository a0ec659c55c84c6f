/**
 * The interface of a load generator.
 *
 * @module
 */

/** The number of concurrent connections. */
export const CONNECTIONS = 32;

/** The URL and headers of the requests. */
export interface Target {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `Cookie` headers used in turn, one per request. */
  readonly cookies?: readonly string[];
}

/** The results of one run. */
export interface Count {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Requests without a response or with an error. */
  readonly failed: number;
}

/** Requests a target for some seconds. */
export type LoadGenerator = (target: Target, seconds: number) => Promise<Count>;
