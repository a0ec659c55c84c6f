/**
 * The metrics of a process.
 *
 * @module
 */
import type { Instruments } from "./instruments.ts";

/** Upper bounds of buckets for requests and database operations, in seconds. */
const SHORT_SECONDS = [
  0.000_25,
  0.000_5,
  0.001,
  0.002_5,
  0.005,
  0.01,
  0.025,
  0.05,
  0.1,
  0.25,
  1,
  5,
];

/** Upper bounds of buckets for hashing a password and waiting for it, in seconds. */
const LONG_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The counters and histograms of a process. */
export type Metrics = ReturnType<typeof createMetrics>;

/** Creates the app's counters and histograms. */
export function createMetrics({ counter, histogram }: Instruments) {
  return {
    /** Requests and their duration. */
    requests: histogram(
      {
        name: "latchkey.request.duration",
        help: "Time to answer a request.",
        unit: "s",
      },
      SHORT_SECONDS,
      "method",
      "route",
      "status",
    ),
    /** Login attempts, by method; `result` is `ok`, `wrong`, `limited` or `busy`. */
    logins: counter(
      { name: "latchkey.logins", help: "Login attempts." },
      "method",
      "result",
    ),
    /**
     * Logins with a provider; `result` is `started`, `ok`, `cancelled`, `expired`, `used`,
     * `down`, `invalid` or `limited`.
     */
    providers: counter(
      {
        name: "latchkey.provider.logins",
        help: "Logins with a provider that were started or answered.",
      },
      "provider",
      "result",
    ),
    /** The time in the queue of the hasher. */
    hashWait: histogram(
      {
        name: "latchkey.hash.wait",
        help: "Time that a password waited to be hashed.",
        unit: "s",
      },
      LONG_SECONDS,
    ),
    /** The time to hash a password. */
    hashTime: histogram(
      {
        name: "latchkey.hash.duration",
        help: "Time to hash a password.",
        unit: "s",
      },
      LONG_SECONDS,
    ),
    /** Passwords rejected by a full queue. */
    hashRejected: counter({
      name: "latchkey.hash.rejected",
      help: "Passwords rejected because the queue was full.",
    }),
    /** Database operations; `result` is `ok` or `failed`. */
    store: histogram(
      {
        name: "latchkey.store.duration",
        help: "Time of a database operation.",
        unit: "s",
      },
      SHORT_SECONDS,
      "operation",
      "result",
    ),
    /** Attempts to send an email; `result` is `sent`, `deferred` or `given_up`. */
    emails: counter(
      { name: "latchkey.emails", help: "Attempts to send an email." },
      "kind",
      "result",
    ),
  };
}
