/**
 * What the app counts of itself.
 *
 * @module
 */
import type { Instruments } from "./instruments.ts";

/** Upper bounds, in seconds, for what should take less than a page does. */
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

/** The same for hashing a password, and for waiting for it. */
const LONG_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The counters and histograms of a process. */
export type Metrics = ReturnType<typeof createMetrics>;

/** Adds the app's counters and histograms to a set of instruments. */
export function createMetrics({ counter, histogram }: Instruments) {
  return {
    /** Answers: how long they took. */
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
    /** Attempts to log in: `ok`, `wrong`, `limited` or `busy`, by login method. */
    logins: counter(
      { name: "latchkey.logins", help: "Login attempts." },
      "method",
      "result",
    ),
    /** From asking for a hash until it begins. */
    hashWait: histogram(
      {
        name: "latchkey.hash.wait",
        help: "Time that a password waited to be hashed.",
        unit: "s",
      },
      LONG_SECONDS,
    ),
    /** From its beginning to its end. */
    hashTime: histogram(
      {
        name: "latchkey.hash.duration",
        help: "Time to hash a password.",
        unit: "s",
      },
      LONG_SECONDS,
    ),
    /** Passwords that found the queue full. */
    hashRejected: counter({
      name: "latchkey.hash.rejected",
      help: "Passwords rejected because the queue was full.",
    }),
    /** What the store was asked; `result` is `ok` or `failed`. */
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
    /** Attempts to send an email: `sent`, `deferred` or `given_up`. */
    emails: counter(
      { name: "latchkey.emails", help: "Attempts to send an email." },
      "kind",
      "result",
    ),
  };
}
