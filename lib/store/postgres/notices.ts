/**
 * What one process tells the others when it changes what they may remember.
 *
 * @module
 */
import type { SessionChange } from "../session_changes.ts";

/** The name under which notices are sent and listened to. */
export const CHANNEL = "latchkey";

/**
 * An expression of SQL that sends a notice about whom `id`, an expression too, names.
 * It is part of the statement that makes the change, so it arrives when and only when
 * the change is there.
 */
export function noticeOf(what: "session" | "user", id: string): string {
  return `pg_notify('${CHANNEL}', '${what} ' || ${id})`;
}

/** Likewise, that every session may have ended. */
export const NOTICE_OF_EVERYONE = `pg_notify('${CHANNEL}', 'everyone')`;

/** The notice that the schema has changed: nothing remembered counts any more. */
export const SCHEMA_NOTICE = "schema";

/** A notice read; one that cannot be counts as being about everyone. */
export function readNotice(payload: string | undefined): SessionChange {
  const [, what, id] = /^(session|user) ([\w-]{1,64})$/.exec(payload ?? "") ??
    [];
  return what === "session" || what === "user"
    ? { what, id }
    : { what: "everyone" };
}
