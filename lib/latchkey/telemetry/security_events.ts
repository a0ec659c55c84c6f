/**
 * Logs security events: who did what, from where and when (OWASP ASVS 5.0 §16.2.1), for
 * logins and step-ups (§16.3.1), missing permissions (§16.3.2) and rejected requests (§16.3.3). An attacker cannot flood the
 * log. In OWASP's logging vocabulary, `login_succeeded`, `login_failed`, `access_denied` and
 * `rate_limited` are `authn_login_success`, `authn_login_fail`, `authz_fail` and
 * `excess_rate_limit_exceeded`.
 *
 * @module
 */
import type { Log } from "./log.ts";

/** The events, which docs/operating.md explains. */
export const SECURITY_EVENTS = [
  "login_succeeded",
  "login_failed",
  "step_up_succeeded",
  "step_up_failed",
  "recovery_started",
  "recovery_stopped",
  "recovery_completed",
  "token_rejected",
  "csrf_rejected",
  "access_denied",
  "rate_limited",
] as const;

/** One of {@linkcode SECURITY_EVENTS}. */
export type SecurityEvent = typeof SECURITY_EVENTS[number];

/** The fields of a security event. */
export interface SecurityFields {
  /** The ID of the account; null if there is none or it is unknown. */
  readonly user: string | null;
  /** The client's network from `maskedClient`; empty without a request. */
  readonly client: string;
  /** The ID of the request. */
  readonly id: string | undefined;
  /** The login method. */
  readonly method?: string;
  /** The route pattern. */
  readonly route?: string;
  /** The kind of an email that was not sent. */
  readonly mail?: string;
}

/** The shortest time between two lines of one event and account (or client), in milliseconds. */
const ONCE_IN_MS = 60_000;

/** The number of accounts and clients that are counted separately; others are counted together. */
const CAPACITY = 1_000;

/** A logged event, and how often it has happened again. */
interface Noted {
  readonly event: SecurityEvent;
  readonly fields: SecurityFields;
  readonly until: number;
  again: number;
}

/** Logs security events. */
export interface SecurityLog {
  /**
   * Logs an event, or counts it if the same one was logged in the last minute.
   *
   * @param subject Identifies the subject of the event; default: the account or the client.
   */
  note(event: SecurityEvent, fields: SecurityFields, subject?: string): void;
  /** Logs the counts of minutes that are over. */
  flush(): void;
}

/** @param now A clock that never goes back, in milliseconds. */
export function createSecurityLog(
  log: Log,
  now: () => number = () => performance.now(),
): SecurityLog {
  // The oldest come first.
  const noted = new Map<string, Noted>();

  function flush() {
    for (const [key, { event, fields, until, again }] of noted) {
      if (until > now()) return;
      noted.delete(key);
      // The line stands for several requests, so it has no request ID.
      if (again > 0) write(log, event, { ...fields, id: undefined }, again);
    }
  }
  return {
    flush,
    note(event, fields, subject = fields.user ?? fields.client) {
      flush();
      let key = `${event} ${subject}`;
      if (noted.size >= CAPACITY && !noted.has(key)) {
        key = event;
        fields = { user: null, client: "", id: undefined };
      }
      const known = noted.get(key);
      if (known) {
        known.again++;
        return;
      }
      noted.set(key, { event, fields, until: now() + ONCE_IN_MS, again: 0 });
      write(log, event, fields);
    },
  };
}

function write(
  log: Log,
  event: SecurityEvent,
  fields: SecurityFields,
  again?: number,
): void {
  const level = event.endsWith("_succeeded") ? "info" : "warn";
  log[level](`security.${event}`, { ...fields, again });
}

const notes = new WeakMap<Log, SecurityLog>();

/** The security log of a process's log. */
export function securityLog(log: Log): SecurityLog {
  return notes.getOrInsertComputed(log, createSecurityLog);
}
