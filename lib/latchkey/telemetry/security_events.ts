/**
 * Security events in the log: who tried what, from where and when (OWASP ASVS 5.0 §16.2.1),
 * for logins and step-ups that succeed or fail (§16.3.1), and for what was refused
 * (§16.3.3). However much an attacker does, there are few lines.
 *
 * @module
 */
import type { Log } from "./log.ts";

/** What can happen: docs/operating.md explains each. */
export const SECURITY_EVENTS = [
  "login_succeeded",
  "login_failed",
  "step_up_succeeded",
  "step_up_failed",
  "token_rejected",
  "csrf_rejected",
  "rate_limited",
] as const;

/** One of {@linkcode SECURITY_EVENTS}. */
export type SecurityEvent = typeof SECURITY_EVENTS[number];

/** Who, where and what. */
export interface SecurityFields {
  /** The id of the account; null when there is none, or none is known. */
  readonly user: string | null;
  /** The client's network, as `maskedClient` writes it; empty where there is no request. */
  readonly client: string;
  /** The id of the request. */
  readonly id: string | undefined;
  /** How somebody logged in, or tried to. */
  readonly method?: string;
  /** The pattern of the page. */
  readonly route?: string;
  /** The kind of an email that was held back. */
  readonly mail?: string;
}

/** An event of one account, or of one client where there is no account, is logged once in so many milliseconds. */
const ONCE_IN_MS = 60_000;

/** As many accounts and clients are told apart within that time; the others count together. */
const CAPACITY = 1_000;

/** What was logged of late, and how often it happened again. */
interface Noted {
  readonly event: SecurityEvent;
  readonly fields: SecurityFields;
  readonly until: number;
  again: number;
}

/** The security events of one log. */
export interface SecurityLog {
  /**
   * Logs an event, or counts it when the same was logged within a minute.
   *
   * @param subject Whom it is about, where that is neither the account nor the client.
   */
  note(event: SecurityEvent, fields: SecurityFields, subject?: string): void;
  /** Logs what was counted in minutes that are over. */
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
      // Of many requests none has a name here.
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

/** Those of a process's log. */
export function securityLog(log: Log): SecurityLog {
  return notes.getOrInsertComputed(log, createSecurityLog);
}
