/**
 * The findings of `doctor`.
 *
 * @module
 */

/** The finding of a check: the state and, if there is a problem, what to do about it. */
export interface Finding {
  /** The name of the check, for programs. */
  readonly check: string;
  /** `warn`: works, but needs attention. `fail`: the app cannot run, or not safely. */
  readonly level: "ok" | "warn" | "fail";
  readonly message: string;
}

/**
 * Returns a function that makes findings of a check.
 *
 * @param subject The start of each message.
 */
export function findingsOf(
  check: string,
  subject?: string,
): (level: Finding["level"], message: string) => Finding {
  const start = subject === undefined ? "" : `${subject}: `;
  return (level, message) => ({ check, level, message: start + message });
}

/** The message of an error, without a final full stop. */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\.$/, "");
}
